package dev.factotum.crew;

import dev.factotum.audit.AuditEvent;
import dev.factotum.audit.AuditLog;
import dev.factotum.audit.EventType;
import dev.factotum.llm.Model;
import dev.factotum.llm.ModelName;
import dev.factotum.llm.Prompt;
import dev.factotum.llm.TokenUse;
import dev.factotum.vault.MatterId;
import dev.factotum.world.Clock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells the audit log of every question that a model was asked: what for, who answered, who was passed over before and why.
 * What it cost stands in the usage lines. No word of a prompt or an answer enters the log.
 */
public final class CallBook {
    private final AuditLog audit;
    private final Clock clock;

    public CallBook(AuditLog audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /** @param title of the matter, for reading only */
    void note(Prompt prompt, String title, Model.Outcome outcome) throws IOException {
        List<AuditEvent> events = new ArrayList<>();
        switch (outcome) {
            case Model.Outcome.Answered(var answer, ModelName by, var switched, boolean cached) -> {
                switched.forEach(one -> events.add(event(prompt, title, "switched", switchedTo(one, by.toString()))));
                if (!cached) {
                    events.add(event(prompt, title, "asked", by + " · " + tokens(answer.use())));
                }
            }
            case Model.Outcome.Unanswered(List<Model.Switch> tried) ->
                tried.forEach(one -> events.add(event(prompt, title, "unanswered", switchedTo(one, "nobody"))));
            case Model.Outcome.OverBudget(var problem, List<Model.Switch> tried) -> {
                tried.forEach(one -> events.add(event(prompt, title, "unanswered", switchedTo(one, "nobody"))));
                events.add(event(prompt, title, "over_budget", problem.oneLine()));
            }
        }
        audit.append(events);
    }

    /** Questions of an agent that were not put to a model any more in this cycle. */
    void passedOver(String agent, int questions, String why) throws IOException {
        audit.append(List.of(new AuditEvent(
                clock.instant(),
                EventType.ActivityUpdate,
                "passed_over",
                Optional.empty(),
                0,
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.of(agent),
                Optional.of("model"),
                Optional.empty(),
                Optional.of(questions + (questions == 1 ? " question" : " questions") + " left out of this cycle, for "
                        + why))));
    }

    private AuditEvent event(Prompt prompt, String title, String ev, String detail) {
        Prompt.Payer payer = prompt.payer();
        return new AuditEvent(
                clock.instant(),
                EventType.ActivityUpdate,
                ev,
                payer.matter().flatMap(MatterId::parse),
                0,
                title,
                Optional.empty(),
                Optional.empty(),
                Optional.of(payer.agent()).filter(agent -> !agent.isEmpty()),
                Optional.of("model"),
                Optional.empty(),
                Optional.of(prompt.purpose().word() + ": " + detail));
    }

    private static String switchedTo(Model.Switch passed, String next) {
        return passed.model() + " to " + next + ", for it " + why(passed);
    }

    private static String why(Model.Switch passed) {
        String message = passed.fault().message();
        return "failed: " + (message.isEmpty() ? passed.fault().getClass().getSimpleName() : message);
    }

    private static String tokens(TokenUse use) {
        return String.format(Locale.ROOT, "%,d tokens in, %,d out", use.all() - use.output(), use.output());
    }
}
