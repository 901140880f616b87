package dev.factotum.cli;

import dev.factotum.config.Risk;
import dev.factotum.engine.Assessment;
import dev.factotum.plan.Decisions.Kind;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What waits for a person in the tray. */
final class Waiting {
    private Waiting() {}

    /** Every matter in the tray that carries an id, in the order of {@code status}: by risk, due date and age. */
    static List<Matter> all(Workplace workplace) throws IOException {
        List<Seen> tray = new ArrayList<>(
                workplace.scan().look(Set.of(Stage.PENDING_APPROVAL)).seen());
        tray.removeIf(seen -> seen.id().isEmpty());
        List<Matter> matters = new ArrayList<>();
        for (Seen seen : tray) {
            Matter.read(workplace, seen).ifPresent(matters::add);
        }
        matters.sort(Comparator.comparing(Waiting::risk, Comparator.reverseOrder())
                .thenComparing(matter -> matter.text().properties().text("due").orElse("9999"))
                .thenComparing(matter -> matter.seen().id().map(MatterId::value).orElse(""))
                .thenComparing(Matter::file));
        return matters;
    }

    private static Risk risk(Matter matter) {
        return matter.assessment().map(Assessment::risk).orElse(Risk.LOW);
    }

    /**
     * What keeps a matter out of a bulk approval, in one clause; empty where it may be in it.
     *
     * @param most the highest risk, as computed now; the property in the file does not count
     */
    static Optional<String> leftOut(Matter matter, Risk most, @Nullable String client) {
        Assessment assessment = matter.assessment().orElse(null);
        if (assessment == null) {
            return Optional.of("not taken in yet");
        }
        if (client != null && !matter.client().orElse("").equalsIgnoreCase(client)) {
            return Optional.of("another client's");
        }
        if (!assessment.faults().isEmpty()) {
            return Optional.of(
                    "has a mistake: " + assessment.faults().getFirst().reason());
        }
        if (!assessment.refusals().isEmpty()) {
            return Optional.of(
                    "a policy refuses it: " + assessment.refusals().getFirst().why());
        }
        if (!matter.history().unknown().isEmpty()) {
            return Optional.of("asks whether a step arrived");
        }
        if (assessment.run().isEmpty()) {
            return Optional.of("has nothing to run");
        }
        if (!matter.text().decisions().ticked(Kind.REJECT).isEmpty()
                || !matter.text().decisions().ticked(Kind.REVISE).isEmpty()) {
            return Optional.of("another box is ticked in it");
        }
        return assessment.risk().compareTo(most) > 0
                ? Optional.of(assessment.risk().word() + " risk")
                : Optional.empty();
    }
}
