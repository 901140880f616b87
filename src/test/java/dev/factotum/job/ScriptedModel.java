package dev.factotum.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.config.Settings;
import dev.factotum.config.Settings.AgentSettings;
import dev.factotum.llm.Model;
import dev.factotum.llm.ModelFault;
import dev.factotum.llm.ModelName;
import dev.factotum.llm.Prompt;
import dev.factotum.llm.Purpose;
import dev.factotum.llm.Reply;
import dev.factotum.llm.TokenUse;
import dev.factotum.vault.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A model that answers what a test tells it to, and remembers what it was asked. Thread-safe. */
final class ScriptedModel implements Model, Thinker {
    static final ModelName STRONG = new ModelName("stub", "strong");
    static final ModelName CHEAP = new ModelName("stub", "cheap");

    private final List<Prompt> asked = new ArrayList<>();
    private final Function<Prompt, Optional<String>> script;
    private Function<Prompt, List<Prompt.ToolCall>> looks = prompt -> List.of();
    private ModelFault fault = new ModelFault.Transient("the server is overloaded");

    /** @param script the answer to a prompt; empty where no model answers */
    ScriptedModel(Function<Prompt, Optional<String>> script) {
        this.script = script;
    }

    /** @param given what it looks up first, for each prompt */
    ScriptedModel looking(Function<Prompt, List<Prompt.ToolCall>> given) {
        looks = given;
        return this;
    }

    /** @param given why no model answers, where none does */
    ScriptedModel failing(ModelFault given) {
        fault = given;
        return this;
    }

    /** Reads every message as a request for nothing in particular, and plans as told. */
    static ScriptedModel planning(Function<Prompt, JsonNode> plans) {
        return new ScriptedModel(prompt -> Optional.of(
                prompt.purpose() == Purpose.READ
                        ? reading("request", "Somebody asks for something.", false)
                                .toString()
                        : plans.apply(prompt).toString()));
    }

    @Override
    public Outcome ask(List<ModelName> wanted, Prompt prompt) {
        synchronized (asked) {
            asked.add(prompt);
        }
        ModelName by = wanted.getFirst();
        return script.apply(prompt)
                .<Outcome>map(text -> new Outcome.Answered(
                        new Reply.Answer(text, looks.apply(prompt), by.model(), TokenUse.NONE, "r1"),
                        by,
                        List.of(),
                        false))
                .orElseGet(() -> new Outcome.Unanswered(List.of(new Switch(by, fault))));
    }

    @Override
    public void used(String matter) {}

    @Override
    public Model model(Vault vault, Settings settings) {
        return this;
    }

    @Override
    public List<ModelName> planning(Optional<AgentSettings> agent) {
        return List.of(STRONG);
    }

    @Override
    public List<ModelName> reading(Optional<AgentSettings> agent) {
        return List.of(CHEAP);
    }

    /** What was asked so far, for one purpose. */
    List<Prompt> asked(Purpose purpose) {
        synchronized (asked) {
            return asked.stream().filter(prompt -> prompt.purpose() == purpose).toList();
        }
    }

    /** The whole text of a prompt. */
    static String text(Prompt prompt) {
        StringBuilder text = new StringBuilder(prompt.instructions());
        prompt.turns()
                .forEach(turn -> text.append("\n=====\n")
                        .append(
                                switch (turn) {
                                    case Prompt.Turn.User(String said) -> said;
                                    case Prompt.Turn.Assistant(String said, var _) -> said;
                                    case Prompt.Turn.Answered(String _, String said) -> said;
                                }));
        return text.toString();
    }

    static ObjectNode reading(String intent, String summary, boolean steering) {
        ObjectNode reading = JsonNodeFactory.instance.objectNode();
        reading.put("intent", intent).put("language", "en").put("summary", summary);
        List.of("wishes", "parties", "amounts", "dates").forEach(reading::putArray);
        return reading.put("steering", steering).put("steering_quote", "");
    }

    /** @param steps as made by {@link #step} */
    static ObjectNode plan(String title, JsonNode... steps) {
        ObjectNode plan = JsonNodeFactory.instance.objectNode();
        plan.put("decision", "plan").put("title", title).put("why", "It was asked for.");
        plan.put("question", "").put("agent", "");
        ArrayNode list = plan.putArray("steps");
        List.of(steps).forEach(list::add);
        return plan;
    }

    static ObjectNode asking(String question) {
        ObjectNode plan = plan("");
        return plan.put("decision", "ask").put("question", question);
    }

    /** @param namesAndValues of the arguments, in turn */
    static ObjectNode step(String id, String skill, String... namesAndValues) {
        ObjectNode step = JsonNodeFactory.instance.objectNode();
        step.put("id", id).put("title", "Do " + skill).put("skill", skill).put("account", "");
        step.putArray("needs");
        step.put("on_fail", "stop").put("not_before", "");
        ArrayNode arguments = step.putArray("arguments");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            ObjectNode argument = arguments.addObject().put("name", namesAndValues[i]);
            argument.putArray("values").add(namesAndValues[i + 1]);
        }
        return step;
    }

    /** What a check answers. @param missing empty where the matter is settled */
    static String checked(String missing) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("settled", missing.isEmpty())
                .put("missing", missing)
                .toString();
    }
}
