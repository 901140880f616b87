package dev.factotum.engine;

import dev.factotum.plan.PlanChanges;
import dev.factotum.plan.PlanText;
import dev.factotum.plan.StepChange;
import dev.factotum.vault.Digest;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.LedgerEntry.Approved;
import dev.factotum.vault.LedgerEntry.Born;
import dev.factotum.vault.LedgerEntry.Closed;
import dev.factotum.vault.LedgerEntry.Parked;
import dev.factotum.vault.LedgerEntry.Placed;
import dev.factotum.vault.LedgerEntry.Proposed;
import dev.factotum.vault.LedgerEntry.Result;
import dev.factotum.vault.LedgerEntry.Returned;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a matter stands, from its ledger alone, for whoever asked for it.
 *
 * @param file its note's name
 * @param source digest of what it was made of
 * @param why what keeps it, or how it ended, in one line; may be empty
 * @param results of its steps, the last of each
 * @param changes what a person changed in its steps before approving them
 */
public record Standing(
        State state, String file, Optional<Digest> source, String why, List<Result> results, List<StepChange> changes) {
    public Standing {
        results = List.copyOf(results);
        changes = List.copyOf(changes);
    }

    /** From the first to the last. */
    public enum State {
        /** It is being planned. */
        NEW,
        /** A person has not decided. */
        WAITING,
        /** A person approved it; it runs, or waits for its time. */
        APPROVED,
        /** It was approved and came back: a step failed, or nobody knows what became of it. */
        CAME_BACK,
        DONE,
        REJECTED,
        /** It is at rest without having run: done by hand, dropped, closed by a rule. */
        CLOSED;

        /** True where waiting any longer brings nothing new by itself. */
        public boolean over() {
            return switch (this) {
                case NEW, WAITING, APPROVED -> false;
                case CAME_BACK, DONE, REJECTED, CLOSED -> true;
            };
        }
    }

    /** Empty where no matter has this id. */
    public static Optional<Standing> of(Vault vault, MatterId id) throws IOException {
        List<LedgerEntry> open = vault.ledgers().of(id).entries();
        List<LedgerEntry> entries = open.isEmpty() ? vault.ledgers().closed(id).orElse(List.of()) : open;
        History history = History.of(entries);
        if (history.born().isEmpty()) {
            return Optional.empty();
        }
        State state = state(history);
        String file = history.placed()
                .map(Placed::name)
                .or(() -> history.born().map(Born::name))
                .orElse("");
        return Optional.of(new Standing(
                state,
                file,
                history.born().flatMap(Born::source),
                why(history, state),
                results(entries),
                changes(vault, id, history, entries)));
    }

    private static State state(History history) {
        Optional<Closed> closed = history.closed();
        if (closed.isPresent()) {
            return switch (closed.get().how()) {
                case "done" -> State.DONE;
                case "rejected" -> State.REJECTED;
                default -> State.CLOSED;
            };
        }
        if (history.approval().isPresent()) {
            return State.APPROVED;
        }
        if (history.approvals() > 0 && history.returned().isPresent()) {
            return State.CAME_BACK;
        }
        return history.proposed().isPresent() ? State.WAITING : State.NEW;
    }

    private static String why(History history, State state) {
        return switch (state) {
            case NEW, REJECTED -> "";
            case DONE, CLOSED -> history.closed().map(Closed::how).orElse("");
            case APPROVED -> history.parked().map(Parked::why).orElse("");
            case WAITING, CAME_BACK ->
                history.returned()
                        .map(Returned::detail)
                        .map(detail -> detail.lines().findFirst().orElse(""))
                        .orElse("");
        };
    }

    private static List<Result> results(List<LedgerEntry> entries) {
        return entries.stream()
                .filter(Result.class::isInstance)
                .map(Result.class::cast)
                .toList();
    }

    private static List<StepChange> changes(Vault vault, MatterId id, History history, List<LedgerEntry> entries)
            throws IOException {
        Optional<Approved> approved = last(entries, Approved.class);
        Optional<Proposed> proposed = last(entries, Proposed.class);
        if (approved.isEmpty() || proposed.isEmpty()) {
            return List.of();
        }
        Optional<PlanText> before =
                read(vault, Foreign.proposal(vault, id, proposed.get().rev()));
        Optional<PlanText> after = read(
                vault,
                vault.hidden().resolve("approved").resolve(approved.get().plan().hex() + ".md"));
        return before.isEmpty() || after.isEmpty()
                ? List.of()
                : PlanChanges.between(
                        before.get(),
                        after.get(),
                        step -> history.of(step.value()).done().isPresent());
    }

    private static Optional<PlanText> read(Vault vault, Path file) throws IOException {
        try {
            byte[] bytes = vault.world().disk().read(file, Session.LIMIT);
            return Optional.of(
                    PlanText.parse(new String(bytes, StandardCharsets.UTF_8), String.valueOf(file.getFileName())));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    private static <T extends LedgerEntry> Optional<T> last(List<LedgerEntry> entries, Class<T> kind) {
        return entries.reversed().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }
}
