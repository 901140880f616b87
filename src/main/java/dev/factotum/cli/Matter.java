package dev.factotum.cli;

import dev.factotum.engine.Assessment;
import dev.factotum.engine.Assessor;
import dev.factotum.engine.Attempts;
import dev.factotum.engine.History;
import dev.factotum.plan.PlanText;
import dev.factotum.plan.Step;
import dev.factotum.vault.Digest;
import dev.factotum.vault.Ledger;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.LedgerEntry.Approved;
import dev.factotum.vault.LedgerEntry.Noted;
import dev.factotum.vault.LedgerEntry.Proposed;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/**
 * One matter as it stands at a moment: its file and its ledger, read without a claim and never written.
 *
 * @param content of the file's bytes as read
 * @param assessment what plain code makes of the plan now; only where it waits or is under way
 */
record Matter(Seen seen, Digest content, PlanText text, History history, Optional<Assessment> assessment) {
    static final long LIMIT = 4L << 20;

    /** Reads it; empty where the file has gone meanwhile. */
    static Optional<Matter> read(Workplace workplace, Seen seen) throws IOException {
        Vault vault = workplace.vault();
        byte[] bytes;
        try {
            bytes = vault.world().disk().read(seen.path(), LIMIT);
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
        PlanText text = PlanText.parse(new String(bytes, StandardCharsets.UTF_8), seen.name());
        History history = History.of(entries(vault, seen.id()));
        Optional<Assessment> assessment = seen.stage() == Stage.PENDING_APPROVAL || seen.stage() == Stage.APPROVED
                ? seen.id().map(id -> assess(workplace, id, history, text))
                : Optional.empty();
        return Optional.of(new Matter(seen, Digest.of(bytes), text, history, assessment));
    }

    private static Assessment assess(Workplace workplace, MatterId id, History history, PlanText text) {
        Assessor.EngineVault outside =
                new Assessor.EngineVault(workplace.vault(), workplace.parts().toolbox());
        return Assessor.assess(outside, workplace.settings(), id, history, text);
    }

    private static List<LedgerEntry> entries(Vault vault, Optional<MatterId> id) throws IOException {
        if (id.isEmpty()) {
            return List.of();
        }
        Ledger open = vault.ledgers().of(id.get());
        List<LedgerEntry> entries = open.entries();
        return entries.isEmpty() ? vault.ledgers().closed(id.get()).orElse(List.of()) : entries;
    }

    String title() {
        return text.title();
    }

    /** Folder and name, as people find the file. */
    String file() {
        return seen.where();
    }

    Optional<String> client() {
        return text.properties().text("client");
    }

    /** The kind of its last proposal's planner: {@code rule:NAME}, {@code person}, {@code none}. */
    Optional<String> planner() {
        return history.proposed().map(Proposed::planner);
    }

    /** The last approval, in force or not. */
    Optional<Approved> approved() {
        return last(Approved.class);
    }

    /** The last note of this event. */
    Optional<Noted> noted(String event) {
        return history.entries().reversed().stream()
                .filter(Noted.class::isInstance)
                .map(Noted.class::cast)
                .filter(note -> note.event().equals(event))
                .findFirst();
    }

    private <T> Optional<T> last(Class<T> type) {
        return history.entries().reversed().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    /** What was tried of a step last. */
    Optional<Attempts.Try> last(Step step) {
        return step.id().flatMap(id -> history.of(id.value()).last());
    }

    /** True where some step is known to have happened. */
    boolean didSomething() {
        return text.steps().stream()
                .anyMatch(step -> step.id()
                        .filter(id -> history.of(id.value()).done().isPresent())
                        .isPresent());
    }
}
