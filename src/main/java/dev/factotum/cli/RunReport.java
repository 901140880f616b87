package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.engine.Overview;
import dev.factotum.engine.Overview.ForModel;
import dev.factotum.engine.Overview.Scheduled;
import dev.factotum.markdown.Escape;
import dev.factotum.problem.ExitCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run came to: what was done, what came back and why, what waits, what comes next.
 *
 * @param unread notes in pipeline folders that somebody may still be writing
 */
record RunReport(List<Tally> rounds, List<String> unread, Overview overview) {
    private static final int MOST = 10;

    RunReport {
        rounds = List.copyOf(rounds);
        unread = List.copyOf(unread);
    }

    private List<String> young() {
        List<String> all = new ArrayList<>(rounds.getLast().young().keySet());
        all.addAll(unread);
        return all;
    }

    ExitCode exit(boolean check) {
        ExitCode worst = Tally.worst(rounds);
        ExitCode both = worst == ExitCode.DONE ? models() : worst;
        return both == ExitCode.DONE && check && !overview.waiting().isEmpty() ? ExitCode.PERSON : both;
    }

    /** What keeps matters from being planned, where it does not pass by itself. */
    private ExitCode models() {
        Set<ExitCode> found = overview.forModel().stream().map(ForModel::exit).collect(Collectors.toSet());
        return Stream.of(ExitCode.AUTH, ExitCode.PROVIDER, ExitCode.USAGE, ExitCode.FAILED)
                .filter(found::contains)
                .findFirst()
                .orElse(ExitCode.DONE);
    }

    /** Who waits for a model, and why; alike ones on one line. */
    private List<String> forModel() {
        Map<String, Integer> alike = new LinkedHashMap<>();
        overview.forModel().forEach(one -> alike.merge(one.why(), 1, Integer::sum));
        List<String> lines = new ArrayList<>();
        alike.forEach((why, number) -> lines.add(number
                + (number == 1 ? " matter waits for a model: " : " matters wait for a model: ")
                + Escape.terminal(why).replaceFirst("[.]$", "") + "."));
        return lines.subList(0, Math.min(MOST, lines.size()));
    }

    private int sum(ToIntFunction<Tally> of) {
        return rounds.stream().mapToInt(of).sum();
    }

    void print(Out out, When when) {
        Tally last = rounds.getLast();
        List<String> done = new ArrayList<>();
        part(done, sum(Tally::planned), "planned");
        part(done, sum(Tally::executed), "carried out");
        part(done, sum(Tally::ended), "laid to rest");
        part(done, sum(Tally::returned), "came back to you");
        part(done, sum(Tally::failed), "failed");
        boolean worked = rounds.stream().anyMatch(Tally::worked);
        if (out.quiet()) {
            quiet(out, done);
            return;
        }
        if (worked) {
            out.print("");
        }
        out.print(
                done.isEmpty()
                        ? !overview.forModel().isEmpty()
                                ? "Nothing was planned."
                                : worked ? "Taken in; nothing to plan." : "Nothing to do."
                        : String.join(" · ", done) + ".");
        forModel().forEach(out::print);
        problems(out);
        out.print(StatusText.counts(overview) + ".");
        if (!young().isEmpty()) {
            String names = String.join(", ", young().stream().limit(MOST).toList());
            out.print("Left for the next round, for somebody may still be writing: " + Escape.terminal(names) + ".");
        }
        if (last.busy() > 0) {
            out.print(last.busy() + (last.busy() == 1 ? " is" : " are") + " in the hands of another process.");
        }
        comes(when).ifPresent(out::print);
        out.print("Next: " + StatusText.next(overview, false));
    }

    /** What was done and what is wrong; nothing where there is neither, as a job in the night wants it. */
    private void quiet(Out out, List<String> done) {
        if (!done.isEmpty()) {
            out.print(String.join(" · ", done) + ".");
        }
        if (models() != ExitCode.DONE) {
            forModel().forEach(out::print);
        }
        problems(out);
    }

    private void problems(Out out) {
        rounds.getLast().problems().stream().limit(MOST).forEach(out::problem);
    }

    private static void part(List<String> parts, int number, String words) {
        if (number > 0) {
            parts.add(number + " " + words);
        }
    }

    /** The next step that has a time. */
    private Optional<String> comes(When when) {
        for (Scheduled one : overview.scheduled()) {
            Optional<Instant> until = one.until().filter(t -> t.isBefore(Instant.MAX));
            if (until.isPresent()) {
                String why = one.why().isEmpty() ? "" : " (" + Escape.terminal(one.why()) + ")";
                return Optional.of("Goes on " + when.at(until.get()) + ": " + Escape.terminal(one.title()) + why + ".");
            }
        }
        return Optional.empty();
    }

    ObjectNode json(Out out) {
        ObjectNode object = Run.counts(out.object("run"), rounds)
                .put("waiting", overview.waiting().size())
                .put("scheduled", overview.scheduled().size());
        ArrayNode models = object.putArray("forModel");
        overview.forModel()
                .forEach(one -> models.addObject()
                        .put("id", one.id().value())
                        .put("title", one.title())
                        .put("why", one.why()));
        young().forEach(object.putArray("young")::add);
        rounds.getLast().problems().forEach(out::told);
        StatusJson.problems(object.putArray("problems"), rounds.getLast().problems());
        return object;
    }
}
