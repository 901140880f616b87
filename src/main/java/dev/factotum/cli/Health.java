package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.ulid.Ulid;
import dev.factotum.engine.Overview;
import dev.factotum.engine.Overview.Waiting;
import dev.factotum.journal.Journal;
import dev.factotum.journal.JournalTail;
import dev.factotum.vault.Holders.Holder;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Whether the vault is being worked on and can be, for a monitor. What cannot be told is null and fails nothing. */
final class Health {
    private static final int MOST_ERRORS = 5;
    private static final int MOST_CLAIMS = 50;

    private final Vault vault;
    private final Overview overview;

    Health(Vault vault, Overview overview) {
        this.vault = vault;
        this.overview = overview;
    }

    /** @param logged false where the program's own log cannot be written */
    void into(ObjectNode health, boolean logged) {
        health.putObject("executor")
                .put("name", overview.executor().name())
                .put("here", overview.executor().here());
        health.put("lastWork", StatusJson.text(overview.executor().seen()));
        health.put("watch", told(() -> vault.holders().watched()).orElse(null));
        claims(health);
        health.put("paused", overview.paused().isPresent());
        health.putObject("disk")
                .put(
                        "kind",
                        told(() -> vault.world().disk().storeType(vault.root())).orElse(null))
                .put(
                        "free",
                        told(() -> vault.world().disk().usable(vault.root())).orElse(null))
                .put("reserve", told(() -> vault.reserve().present()).orElse(null));
        health.putObject("audit")
                .put("ok", overview.audit().ok())
                .put("entries", overview.audit().entries());
        oldest(health);
        Path folder = Journal.folder(vault.hidden());
        health.putObject("log").put("path", Journal.file(folder).toString()).put("ok", logged);
        ArrayNode errors = health.putArray("errors");
        told(() -> new JournalTail(vault.world().disk(), folder).wrong(MOST_ERRORS))
                .orElse(List.of())
                .forEach(one -> errors.addObject()
                        .put("t", one.t().toString())
                        .put("code", one.code())
                        .put("what", one.what()));
    }

    private void claims(ObjectNode health) {
        Optional<List<Holder>> holders = told(() -> vault.holders().all().orElse(null));
        if (holders.isEmpty()) {
            health.putNull("claims");
            return;
        }
        ArrayNode claims = health.putArray("claims");
        for (Holder one :
                holders.get().subList(0, Math.min(MOST_CLAIMS, holders.get().size()))) {
            claims.addObject()
                    .put("pid", one.pid())
                    .put("matter", one.matter().map(MatterId::value).orElse(null))
                    .put("job", one.job().isEmpty() ? null : one.job());
        }
    }

    /** An id begins with the time at which its matter came in. */
    private void oldest(ObjectNode health) {
        Optional<MatterId> oldest = overview.waiting().stream()
                .map(Waiting::id)
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
        if (oldest.isEmpty()) {
            health.putNull("oldestWaiting");
            return;
        }
        Instant since = Ulid.getInstant(oldest.get().value());
        health.putObject("oldestWaiting").put("id", oldest.get().value()).put("since", since.toString());
    }

    private interface Question<T> {
        @org.jspecify.annotations.Nullable
        T ask() throws IOException;
    }

    private static <T> Optional<T> told(Question<T> question) {
        try {
            return Optional.ofNullable(question.ask());
        } catch (IOException notTold) {
            return Optional.empty();
        }
    }
}
