package dev.factotum.engine;

import dev.factotum.config.Risk;
import dev.factotum.config.Settings;
import dev.factotum.plan.PlanDigest;
import dev.factotum.plan.PlanText;
import dev.factotum.plan.TypedStep;
import dev.factotum.vault.Digest;
import dev.factotum.vault.LedgerEntry.Placed;
import dev.factotum.vault.LedgerEntry.Proposed;
import dev.factotum.vault.LedgerEntry.Returned;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a matter in the tray asks of a person, for those who tell them elsewhere. Made without its claim: whoever acts on it
 * is held to {@link Bound}.
 *
 * @param since when it began to ask this
 * @param title plain text, which may come from a message
 * @param why decision, failed, unclear, expired, changed, invalid, no_plan, refused
 * @param steps that are to be looked at because of it
 * @param ifApproved the line that says what happens, without marks of Markdown
 * @param runs the steps that will run, as {@code s1 email.reply (studio, LIVE)}
 * @param decidable true where it can be approved as it stands
 */
public record Asked(
        Bound bound,
        Seen file,
        Instant since,
        String title,
        String why,
        List<String> steps,
        Risk risk,
        String ifApproved,
        List<String> runs,
        boolean decidable) {
    /** In place of a fault, which quotes what stands in the plan. */
    private static final String MEND = "If approved: nothing yet; the plan must be mended first.";

    public Asked {
        steps = List.copyOf(steps);
        runs = List.copyOf(runs);
    }

    /**
     * The very plan that is asked about.
     *
     * @param plan the digest of what would run
     * @param approvals how often the matter was approved before
     */
    public record Bound(MatterId matter, int rev, Digest plan, int approvals) {}

    /** Empty where the file asks nothing: it is gone, no matter yet, decided, or no text. */
    public static Optional<Asked> of(Assessor.EngineVault outside, Settings settings, Seen file) throws IOException {
        if (file.stage() != Stage.PENDING_APPROVAL || file.id().isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = outside.vault().world().disk().read(file.path(), Session.LIMIT);
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
        Optional<String> source = Garbled.strict(bytes);
        MatterId id = file.id().get();
        History history = History.of(outside.vault().ledgers().of(id));
        Optional<Instant> since = since(history);
        if (source.isEmpty() || since.isEmpty() || history.proposing()) {
            return Optional.empty();
        }
        PlanText text = PlanText.parse(source.get(), file.name());
        Assessment assessment = Assessor.assess(outside, settings, id, history, text);
        boolean decidable = assessment.faults().isEmpty()
                && assessment.refusals().isEmpty()
                && history.unknown().isEmpty()
                && !assessment.run().isEmpty();
        return Optional.of(new Asked(
                bound(history, id, assessment),
                file,
                since.get(),
                text.title(),
                history.returned().map(Returned::why).orElse("decision"),
                history.returned().map(Returned::steps).orElse(List.of()),
                assessment.risk(),
                assessment.faults().isEmpty() ? plain(assessment.ifApproved()) : MEND,
                assessment.run().stream().map(Asked::shown).toList(),
                decidable));
    }

    /** The time of the last proposal or return. */
    private static Optional<Instant> since(History history) {
        Optional<Instant> returned = history.returned().map(Returned::t);
        return returned.isPresent() ? returned : history.proposed().map(Proposed::t);
    }

    private static Bound bound(History history, MatterId id, Assessment assessment) {
        int rev = Math.max(1, history.rev());
        return new Bound(id, rev, PlanDigest.ofPlan(id, rev, assessment.run()), history.approvals());
    }

    /**
     * Whether nobody has decided since. An approval in force whose file never came to stand in Approved was broken off
     * between the two: it is still to be done.
     */
    static boolean undecided(History history, Bound bound) {
        boolean brokenOff = history.approval()
                        .filter(approved -> approved.plan().equals(bound.plan()))
                        .isPresent()
                && history.placed().map(Placed::stage).equals(Optional.of(Stage.PENDING_APPROVAL));
        return history.approvals() == bound.approvals() || history.approvals() > bound.approvals() && brokenOff;
    }

    /** Why the plan is not the one that was asked about. */
    static Optional<String> differs(Session session, Bound bound) {
        Bound now = bound(session.history(), session.id(), session.assess());
        if (now.rev() != bound.rev()) {
            return Optional.of("it was put before you anew as revision " + now.rev());
        }
        return now.plan().equals(bound.plan()) ? Optional.empty() : Optional.of("its steps were changed since");
    }

    private static String shown(TypedStep step) {
        return step.id() + " " + step.tool().id() + " (" + step.account().name() + ", "
                + step.account().mode() + ")";
    }

    private static String plain(String markdown) {
        return OverviewHead.plain(markdown)
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replace('\u00A0', ' ');
    }
}
