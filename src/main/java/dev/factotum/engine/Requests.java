package dev.factotum.engine;

import dev.factotum.config.Risk;
import dev.factotum.config.Settings;
import dev.factotum.engine.Assessor.EngineVault;
import dev.factotum.engine.Request.Asks;
import dev.factotum.plan.Draft;
import dev.factotum.plan.PlanEdit;
import dev.factotum.plan.PlanFault;
import dev.factotum.plan.PlanText;
import dev.factotum.plan.TypedStep;
import dev.factotum.tool.Tool;
import dev.factotum.vault.Digest;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.LedgerEntry.Born;
import dev.factotum.vault.LedgerEntry.Noted;
import dev.factotum.vault.LedgerEntry.Proposed;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Trust;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Requests of other programs: checked as a person's plan is before a matter is made of one, and planned from what was kept
 * of it. Nothing here approves, and no rule that approves by itself covers a matter that came this way.
 */
public final class Requests implements Planner {
    private static final long LARGEST = 1 << 20;

    private final EngineVault parts;
    private final Supplier<Settings> settings;

    public Requests(EngineVault parts, Supplier<Settings> settings) {
        this.parts = parts;
        this.settings = settings;
    }

    /** What the check says of a request. */
    public sealed interface Check {
        /** @param ifApproved the line that says what happens; @param warnings one Markdown line each */
        record Good(Risk risk, String ifApproved, List<String> warnings) implements Check {
            public Good {
                warnings = List.copyOf(warnings);
            }
        }

        /** @param faults in words, for whoever asked */
        record Bad(List<String> faults) implements Check {
            public Bad {
                faults = List.copyOf(faults);
            }
        }
    }

    /** True where the matter came as a request of another program, whatever its note says. */
    static boolean asked(History history) {
        return history.born()
                .filter(born -> born.origin().startsWith(Request.ORIGIN + "/"))
                .isPresent();
    }

    /** @param note the matter's text as it would be made */
    public Check check(MatterId id, Request request, String note) {
        if (!(request.asks() instanceof Asks.Deed deed)) {
            return new Check.Good(Risk.LOW, "", List.of());
        }
        Optional<Tool> tool = parts.toolbox().find(deed.tool());
        if (tool.isEmpty()) {
            return new Check.Bad(List.of("There is no tool " + deed.tool() + "."));
        }
        Draft draft = RequestedStep.draft(request, deed, tool.get());
        String text =
                new PlanEdit(PlanText.parse(note, id + ".md")).steps(draft).apply();
        PlanText plan = PlanText.parse(text, id + ".md");
        Assessment assessment = Assessor.assess(parts, settings.get(), id, born(request, note), plan);
        List<String> faults = new ArrayList<>();
        for (PlanFault fault : assessment.faults()) {
            faults.add(fault.reason() + " " + fault.hint());
        }
        assessment
                .refusals()
                .forEach(refusal -> faults.add("Refused by " + refusal.rule() + ": " + refusal.why() + "."));
        if (faults.isEmpty()) {
            faults.addAll(otherwise(assessment.run(), deed));
        }
        return faults.isEmpty()
                ? new Check.Good(assessment.risk(), assessment.ifApproved(), assessment.warnings())
                : new Check.Bad(faults);
    }

    /** The note holds this one step, and it says what was asked for: nothing was smuggled in, nothing got lost. */
    private static List<String> otherwise(List<TypedStep> run, Asks.Deed deed) {
        if (run.size() != 1 || !run.getFirst().tool().id().value().equals(deed.tool())) {
            return List.of("It does not make one step with " + deed.tool() + ".");
        }
        if (!run.getFirst().references().isEmpty()) {
            return List.of("It refers to something outside itself.");
        }
        return RequestedStep.altered(run.getFirst(), deed.arguments()).stream()
                .map(name -> "`" + name + "` is not of the type that " + deed.tool()
                        + " takes, or cannot stand in a plan exactly as it is.")
                .toList();
    }

    /** As its ledger will begin. */
    private History born(Request request, String note) {
        Instant now = parts.vault().world().clock().instant();
        List<LedgerEntry> entries = new ArrayList<>();
        entries.add(new Noted(now, "source", "intake", Request.ORIGIN, Map.of("channel", Request.ORIGIN)));
        entries.add(new Born(
                now,
                "",
                "request",
                Trust.UNTRUSTED,
                Request.ORIGIN + "/" + Request.FILE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
        entries.add(new Proposed(now, 1, Digest.of(note), request.planner(), ""));
        return History.of(entries);
    }

    /** The step that was asked for, once; what a person wants changed is for other planners. */
    @Override
    public Answer plan(Item item) throws IOException {
        boolean first = item.trust() == Trust.UNTRUSTED
                && item.round() == 1
                && item.wish().isEmpty()
                && item.conversation().channel().equals(Optional.of(Request.ORIGIN));
        if (!first) {
            return new Answer.Pass();
        }
        History history = History.of(parts.vault().ledgers().of(item.id()));
        return asked(history) ? plan(item.id(), history) : new Answer.Pass();
    }

    private Answer plan(MatterId id, History history) throws IOException {
        Optional<Request> kept = kept(id, history);
        if (kept.isEmpty()) {
            return new Answer.Question(
                    Request.PLANNER + "unknown",
                    "What was asked for here is no longer under Attachments as it came. Nothing can be planned from it.");
        }
        if (!(kept.get().asks() instanceof Asks.Deed deed)) {
            return new Answer.Pass();
        }
        Optional<Tool> tool = parts.toolbox().find(deed.tool());
        return tool.isEmpty()
                ? new Answer.Question(kept.get().planner(), "There is no tool " + deed.tool() + " any more.")
                : new Answer.Drafted(
                        RequestedStep.draft(kept.get(), deed, tool.get()),
                        kept.get().planner(),
                        false,
                        Optional.of(""));
    }

    /** The bytes that were kept, only where they are still those with which the matter began. */
    private Optional<Request> kept(MatterId id, History history) throws IOException {
        try {
            byte[] bytes = parts.vault()
                    .world()
                    .disk()
                    .read(parts.vault().attachments().file(id, Request.FILE), LARGEST);
            boolean same = history.born()
                    .flatMap(Born::source)
                    .filter(Digest.of(bytes)::equals)
                    .isPresent();
            return same ? Request.read(bytes) : Optional.empty();
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }
}
