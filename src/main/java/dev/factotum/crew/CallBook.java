package dev.factotum.crew;

import dev.factotum.audit.AuditEvent;
import dev.factotum.audit.AuditLog;
import dev.factotum.audit.EventType;
import dev.factotum.llm.Embeddings;
import dev.factotum.llm.Model;
import dev.factotum.llm.ModelName;
import dev.factotum.llm.Prompt;
import dev.factotum.llm.Purpose;
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
        Purpose purpose = prompt.purpose();
        Prompt.Payer payer = prompt.payer();
        List<AuditEvent> events = new ArrayList<>();
        switch (outcome) {
            case Model.Outcome.Answered(var answer, ModelName by, var switched, boolean cached) -> {
                switched.forEach(
                        one -> events.add(event(purpose, payer, title, "switched", switchedTo(one, by.toString()))));
                if (!cached) {
                    events.add(event(purpose, payer, title, "asked", by + " · " + tokens(answer.use())));
                }
            }
            case Model.Outcome.Silence why -> events.addAll(silence(purpose, payer, title, why));
        }
        audit.append(events);
    }

    /** Texts that were to become vectors. */
    void note(ModelName model, Prompt.Payer payer, Embeddings.Outcome outcome) throws IOException {
        List<AuditEvent> events = new ArrayList<>();
        switch (outcome) {
            case Embeddings.Outcome.Made(var made) ->
                events.add(event(Purpose.EMBED, payer, "", "asked", model + " · " + tokens(made.use())));
            case Embeddings.Outcome.Silent(var why) -> events.addAll(silence(Purpose.EMBED, payer, "", why));
        }
        audit.append(events);
    }

    private List<AuditEvent> silence(Purpose purpose, Prompt.Payer payer, String title, Model.Outcome.Silence why) {
        List<AuditEvent> events = new ArrayList<>();
        List<Model.Switch> passed = switch (why) {
            case Model.Outcome.Unanswered(List<Model.Switch> tried) -> tried;
            case Model.Outcome.OverBudget(var problem, List<Model.Switch> tried) -> tried;
        };
        passed.forEach(one -> events.add(event(purpose, payer, title, "unanswered", switchedTo(one, "nobody"))));
        if (why instanceof Model.Outcome.OverBudget over) {
            events.add(
                    event(purpose, payer, title, "over_budget", over.problem().oneLine()));
        }
        return events;
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

    private AuditEvent event(Purpose purpose, Prompt.Payer payer, String title, String ev, String detail) {
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
                Optional.of(purpose.word() + ": " + detail));
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
