package dev.factotum.crew;

import dev.factotum.config.Settings;
import dev.factotum.config.Settings.AgentSettings;
import dev.factotum.engine.Assessor.EngineVault;
import dev.factotum.engine.Planner.Answer;
import dev.factotum.engine.Planner.Item;
import dev.factotum.llm.Prompt;
import dev.factotum.markdown.Escape;
import dev.factotum.plan.PlanEdit;
import dev.factotum.plan.PlanText;
import dev.factotum.tool.Conversation;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Trust;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** An agent tried on a person's text: the very prompt it would be sent, and the plan it would make. Writes nothing. */
public final class Rehearsal {
    private final ModelPlanner planner;
    private final Item item;

    public Rehearsal(ModelPlanner planner, EngineVault parts, Settings settings, AgentSettings agent, String text) {
        this.planner = planner;
        Instant now = parts.vault().world().clock().instant();
        String note = "---\nagent: " + Escape.scalar(agent.name()) + "\n---\n\n# A trial\n\n" + text + "\n";
        this.item = new Item(
                new MatterId(parts.vault().world().ids().ulid()),
                PlanText.parse(note, "A trial.md"),
                "request",
                Trust.OWN,
                Conversation.NONE,
                Optional.empty(),
                Optional.empty(),
                text,
                List.of(),
                now,
                now,
                1,
                "",
                parts.toolbox().all().stream().map(tool -> tool.id().value()).collect(Collectors.toSet()),
                settings);
    }

    /** Instructions, then each turn. */
    public String prompt() throws InterruptedException {
        Prompt prompt = planner.prompt(item);
        StringBuilder text = new StringBuilder(prompt.instructions());
        for (Prompt.Turn turn : prompt.turns()) {
            text.append("\n\n----- ")
                    .append(
                            switch (turn) {
                                case Prompt.Turn.User(String said) -> "asked\n\n" + said;
                                case Prompt.Turn.Assistant(String said, var _) -> "answered\n\n" + said;
                                case Prompt.Turn.Answered(String _, String said) -> "a tool answered\n\n" + said;
                            });
        }
        return text.toString();
    }

    /** The note as it would stand in the tray, without the engine's own lines; or what the agent asks. */
    public String plan() throws IOException {
        return switch (planner.plan(item)) {
            case Answer.Drafted drafted ->
                new PlanEdit(item.text()).steps(drafted.draft()).fillIn().apply();
            case Answer.Question question -> "It asks: " + question.question();
            case Answer.Stuck stuck -> stuck.question();
            case Answer.Complete complete -> "It would close the matter: " + complete.why();
            case Answer.Later later -> "No plan at present: " + later.why() + ".";
            case Answer.Pass() -> "No model is set up for this agent; see models in agent.yaml.";
        };
    }
}
