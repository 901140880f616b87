package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.engine.Overview;
import dev.factotum.engine.Overview.Scheduled;
import dev.factotum.engine.Overview.Waiting;
import dev.factotum.llm.UsageBook;
import dev.factotum.problem.Problem;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Stage;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The overview for programs. */
final class StatusJson {
    private final Out out;

    StatusJson(Out out) {
        this.out = out;
    }

    ObjectNode of(Overview overview, UsageBook.Spent spent) {
        ObjectNode object = out.object("status");
        ObjectNode folders = object.putObject("folders");
        for (Stage stage : Stage.values()) {
            if (Stage.open().contains(stage)) {
                folders.put(stage.folder(), overview.count(stage));
            }
        }
        ArrayNode waiting = object.putArray("waiting");
        overview.waiting().forEach(one -> put(waiting.addObject(), one));
        ArrayNode scheduled = object.putArray("scheduled");
        overview.scheduled().forEach(one -> put(scheduled.addObject(), one));
        problems(object.putArray("problems"), overview.problems());
        object.put("paused", overview.paused().isPresent());
        object.putObject("executor")
                .put("name", overview.executor().name())
                .put("here", overview.executor().here())
                .put("seen", text(overview.executor().seen()))
                .put("begins", text(overview.executor().begins()));
        object.putObject("audit")
                .put("ok", overview.audit().ok())
                .put("entries", overview.audit().entries())
                .put("checked", "head");
        spend(object.putObject("spend"), spent);
        return object;
    }

    /** In one currency, dollars where there are any; what was paid in others stands beside. */
    private static void spend(ObjectNode node, UsageBook.Spent spent) {
        SortedSet<String> currencies = new TreeSet<>(spent.month().money().keySet());
        String main = currencies.isEmpty() || currencies.contains("USD") ? "USD" : currencies.first();
        node.put("today", spent.today().in(main))
                .put("month", spent.month().in(main))
                .put("currency", main);
        currencies.remove(main);
        if (!currencies.isEmpty()) {
            ArrayNode others = node.putArray("others");
            currencies.forEach(other -> others.addObject()
                    .put("today", spent.today().in(other))
                    .put("month", spent.month().in(other))
                    .put("currency", other));
        }
    }

    private static void put(ObjectNode node, Waiting one) {
        node.put("id", one.id().map(MatterId::value).orElse(null))
                .put("title", one.title())
                .put("risk", one.risk().isEmpty() ? null : one.risk())
                .put("client", one.client().isEmpty() ? null : one.client())
                .put("kind", one.kind().isEmpty() ? null : one.kind())
                .put("due", one.due().isEmpty() ? null : one.due())
                .put("file", one.file())
                .put("why", one.why())
                .put("note", one.note())
                .put("expires", text(one.expires()));
    }

    private static void put(ObjectNode node, Scheduled one) {
        node.put("id", one.id().map(MatterId::value).orElse(null))
                .put("title", one.title())
                .put("file", one.file())
                .put("until", text(one.until()))
                .put("step", one.step().isEmpty() ? null : one.step())
                .put("why", one.why());
    }

    /** Null for never and for not known. */
    static @org.jspecify.annotations.Nullable String text(Optional<Instant> instant) {
        return instant.filter(t -> t.isBefore(Instant.MAX))
                .map(Instant::toString)
                .orElse(null);
    }

    /** Each with the file and the line that its place names. */
    static void problems(ArrayNode into, Iterable<Problem> problems) {
        for (Problem problem : problems) {
            String where = problem.where();
            int colon = where.lastIndexOf(':');
            String number = colon < 0 ? "" : where.substring(colon + 1);
            boolean line = number.matches("[0-9]{1,9}");
            into.addObject()
                    .put("file", line ? where.substring(0, colon) : where)
                    .put("line", line ? Integer.valueOf(number) : null)
                    .put("code", problem.code().id())
                    .put("message", problem.reason())
                    .put("hint", problem.next());
        }
    }
}
