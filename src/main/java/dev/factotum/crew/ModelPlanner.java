package dev.factotum.crew;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.config.Settings.AgentSettings;
import dev.factotum.engine.Assessor.EngineVault;
import dev.factotum.engine.History;
import dev.factotum.engine.Planner;
import dev.factotum.engine.Recollection;
import dev.factotum.llm.Model;
import dev.factotum.llm.ModelName;
import dev.factotum.llm.Prompt;
import dev.factotum.llm.Purpose;
import dev.factotum.problem.ExitCode;
import dev.factotum.tool.Tool;
import dev.factotum.vault.Trust;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Plans a matter by asking models: an untrusted message is read by one that can do nothing, and planned by another that
 * never sees it. The answer is checked as a person's own plan is; one that cannot be used is asked for once more, with the
 * checker's words, and then it is the person's turn. Thread-safe.
 */
public final class ModelPlanner implements Planner {
    private static final int MOST_OUTPUT = 6_000;
    private static final int MOST_CHECKED = 1_000;

    /** Chars of an answer that could not be used, as it is shown to the model again. */
    private static final int MOST_REJECTED = 12_000;

    private static final Prompt.AnswerShape CHECKED =
            new Prompt.AnswerShape("check", JsonShape.object("settled", JsonShape.flag(), "missing", JsonShape.text()));
    private static final int ANSWERS = 2;
    private static final String BY_HAND = " Write the steps by hand, or say what you want under “Tell the agent”.";

    /** A matter that no model would plan is tried again this much later. */
    private static final Duration LATER = Duration.ofMinutes(2);

    private final EngineVault parts;
    private final CrewModels models;
    private final Model model;
    private final Asking asking;
    private final MessageReader reader;
    private final Briefing briefing;
    private final Acceptance acceptance;
    private final Recollection recollection;
    private final Guide.Shelf shelf;

    public ModelPlanner(
            EngineVault parts,
            CrewModels models,
            Model model,
            PromptBook prompts,
            CallBook calls,
            Recollection recollection,
            Guide.Shelf shelf) {
        this.shelf = shelf;
        this.parts = parts;
        this.models = models;
        this.model = model;
        this.asking = new Asking(model, prompts, calls);
        this.reader = new MessageReader(asking);
        this.recollection = recollection;
        this.acceptance = new Acceptance(parts);
        this.briefing = new Briefing(
                new Pages(parts.vault().world().disk(), parts.vault().root()), parts.toolbox(), recollection);
    }

    @Override
    public Answer plan(Item item) throws IOException {
        Optional<AgentSettings> agent = Routing.agent(item);
        if (models.planning(agent).isEmpty()) {
            return new Answer.Pass();
        }
        try {
            return plan(item, agent, true);
        } catch (InterruptedException ending) {
            // The flag stays down: an interrupted thread cannot write, and the matter is yet to be left in order.
            return later(item, "the program was asked to end", ExitCode.DONE);
        }
    }

    /** @param first true where the agent may still hand the matter to another */
    private Answer plan(Item item, Optional<AgentSettings> agent, boolean first)
            throws IOException, InterruptedException {
        Prompt.Payer payer = payer(item, agent);
        Optional<String> known = acceptance.history(item).waitsForModel();
        Optional<Reading> reading = Optional.empty();
        String readBy = "";
        if (item.trust() != Trust.OWN) {
            switch (reader.read(item, models.reading(agent), payer, known)) {
                case MessageReader.Heard.Read(Reading found, String by) -> {
                    reading = Optional.of(found);
                    readBy = by;
                }
                case MessageReader.Heard.Silence(String why, ExitCode exit) -> {
                    return later(item, why, exit);
                }
                case MessageReader.Heard.Unreadable(String why) -> {
                    return new Answer.Stuck("model", "No model could read this message: " + why + "." + BY_HAND);
                }
            }
        }
        Map<String, Object> values = new HashMap<>(briefing.values(item, agent, reading));
        round(item).ifPresent(round -> values.put("round", round));
        if (!item.wish().isBlank()) {
            values.put("wish", item.wish());
            values.put("before", StepsSoFar.of(item));
        }
        Answer answer = answer(item, agent, payer, values, readBy, known, first);
        return reading.filter(Reading::steering)
                .map(found -> steered(answer, found.steeringQuote()))
                .orElse(answer);
    }

    /** The answer, with what the person must know of the message. */
    private static Answer steered(Answer answer, String quote) {
        return switch (answer) {
            case Answer.Drafted made ->
                new Answer.Drafted(made.draft(), made.planner(), made.incomplete(), made.agent(), Optional.of(quote));
            case Answer.Question made -> new Answer.Question(made.planner(), made.question(), Optional.of(quote));
            case Answer.Stuck made -> new Answer.Stuck(made.planner(), made.question(), Optional.of(quote));
            case Answer.Complete made -> made;
            case Answer.Later made -> made;
            case Answer.Pass made -> made;
        };
    }

    /** What came before, in a later round. */
    private Optional<Map<String, String>> round(Item item) throws IOException {
        List<History.Round> rounds =
                item.round() < 2 ? List.of() : acceptance.history(item).rounds();
        if (rounds.isEmpty()) {
            return Optional.empty();
        }
        String results = rounds.stream()
                .map(round -> "Round " + round.number() + "\n" + StepsSoFar.without(item, round.done()))
                .collect(Collectors.joining("\n\n"));
        String missing = rounds.getLast().missing();
        return Optional.of(Map.of(
                "number",
                Integer.toString(item.round()),
                "results",
                results,
                "missing",
                Unsettled.told(
                        missing.endsWith(".") ? missing.substring(0, missing.length() - 1) : missing, item.trust())));
    }

    /** Of a matter at rest, which is only ever planned to see what would come of it: what was known before its plan. */
    @Override
    public boolean takesLong(Item item) {
        return !models.planning(Routing.agent(item)).isEmpty();
    }

    /** The answers that led to it need not be kept for a process that comes after this one. */
    @Override
    public void stands(Item item) throws IOException {
        model.used(item.id().value());
    }

    /** Asked of the cheap model, and only of a plan that a model made; what it does not answer is taken for settled. */
    @Override
    public Optional<String> missing(Item item, String planner, List<String> done) throws IOException {
        Optional<AgentSettings> agent = Routing.agent(item);
        if (!planner.startsWith("model:") || models.planning(agent).isEmpty()) {
            return Optional.empty();
        }
        try {
            Prompt.Payer payer = payer(item, agent);
            Map<String, Object> values = new HashMap<>();
            values.put("kind", item.kind());
            values.put(
                    "steps",
                    done.stream().map(step -> StepsSoFar.without(item, step)).toList());
            if (item.trust() == Trust.OWN) {
                values.put("own", Briefing.own(item));
            } else if (reader.read(item, models.reading(agent), payer, Optional.empty())
                    instanceof MessageReader.Heard.Read read) {
                values.put("reading", read.reading().json());
            } else {
                return Optional.empty();
            }
            Asking.Question question = new Asking.Question(
                    "check",
                    item.text().title(),
                    values,
                    Purpose.CHECK,
                    payer,
                    CHECKED,
                    MOST_CHECKED,
                    Optional.of(0.0),
                    List.of(),
                    Optional.empty());
            return asking.ask(models.reading(agent), question) instanceof Asking.Heard.Json checked
                            && checked.json().path("settled").isBoolean()
                            && !checked.json().path("settled").asBoolean()
                    ? Optional.of(Unsettled.words(
                                    Briefing.line(checked.json().path("missing").asText()), item.trust()))
                            .filter(missing -> !missing.isEmpty())
                    : Optional.empty();
        } catch (InterruptedException ending) {
            return Optional.empty();
        }
    }

    private static Prompt.Payer payer(Item item, Optional<AgentSettings> agent) {
        return new Prompt.Payer(
                agent.map(AgentSettings::name).orElse(""),
                item.client(),
                Optional.of(item.id().value()));
    }

    private Answer answer(
            Item item,
            Optional<AgentSettings> agent,
            Prompt.Payer payer,
            Map<String, Object> values,
            String readBy,
            Optional<String> known,
            boolean first)
            throws IOException, InterruptedException {
        GuideLookup guides = new GuideLookup(shelf.guides());
        Briefing.guides(values, guides.all());
        List<String> mistakes = List.of();
        String rejected = "";
        String planner = "model";
        for (int tries = 0; tries < ANSWERS; tries++) {
            Briefing.section(values, "mistakes", mistakes);
            values.put("rejected", rejected);
            switch (asking.ask(models.planning(agent), question(item, agent, payer, values, guides, known))) {
                case Asking.Heard.Silence(String why, ExitCode exit) -> {
                    return later(item, why, exit);
                }
                case Asking.Heard.Useless(String why, Optional<String> form) -> {
                    if (form.isEmpty()) {
                        return new Answer.Stuck(planner, "No model could plan this: " + why + "." + BY_HAND);
                    }
                    // What was answered is not known here, and an answer from before is not the one that was wrong.
                    rejected = "";
                    mistakes = List.of("The answer was not of the form that was asked for, or too long (" + form.get()
                            + "): keep to the form and be short.");
                }
                case Asking.Heard.Noise(ModelName by, String text) -> {
                    planner = "model:" + by;
                    rejected = cut(text);
                    mistakes = List.of("The answer is no JSON.");
                }
                case Asking.Heard.Json(JsonNode json, ModelName by, String label) -> {
                    planner = "model:" + by;
                    rejected = cut(json.toString());
                    String made = label + (readBy.isEmpty() ? "" : ", read by " + readBy) + followed(guides.read());
                    switch (acceptance.of(item, agent, json, planner, made, guides.read())) {
                        case Acceptance.Taken.Good(Answer answer) -> {
                            return answer;
                        }
                        case Acceptance.Taken.HandedOn(AgentSettings other) -> {
                            if (first) {
                                return plan(item, Optional.of(other), false);
                            }
                            mistakes = List.of("The matter was handed to you; plan it, or ask.");
                        }
                        case Acceptance.Taken.Wrong(List<String> wrong) -> mistakes = wrong;
                    }
                }
            }
        }
        return new Answer.Stuck(
                planner, "The model's plan could not be used: " + Briefing.line(String.join(" ", mistakes)) + BY_HAND);
    }

    private static String cut(String answer) {
        return answer.length() > MOST_REJECTED
                ? answer.substring(0, Briefing.whole(answer, MOST_REJECTED)) + "…"
                : answer;
    }

    private List<Lookup> lookups(Item item, GuideLookup guides) {
        List<Lookup> lookups = new ArrayList<>();
        lookups.add(new ContactLookup(item));
        lookups.add(new MemoryLookup(item, recollection));
        if (!guides.all().isEmpty()) {
            lookups.add(guides);
        }
        return lookups;
    }

    private static String followed(List<Guide> read) {
        return read.isEmpty()
                ? ""
                : ", after the skill " + read.stream().map(Guide::name).collect(Collectors.joining(" and "));
    }

    /** What would be asked for a plan of a person's own matter. */
    Prompt prompt(Item item) throws InterruptedException {
        Optional<AgentSettings> agent = Routing.agent(item);
        Map<String, Object> values = briefing.values(item, agent, Optional.empty());
        GuideLookup guides = new GuideLookup(shelf.guides());
        Briefing.guides(values, guides.all());
        return asking.prompt(question(item, agent, payer(item, agent), values, guides, Optional.empty()));
    }

    private Asking.Question question(
            Item item,
            Optional<AgentSettings> agent,
            Prompt.Payer payer,
            Map<String, Object> values,
            GuideLookup guides,
            Optional<String> known) {
        List<String> skills = Briefing.allowed(parts.toolbox(), agent).stream()
                .map(Tool::id)
                .map(Object::toString)
                .toList();
        return new Asking.Question(
                "plan",
                item.text().title(),
                values,
                Purpose.PLAN,
                payer,
                new Prompt.AnswerShape("plan", Proposal.shape(skills)),
                MOST_OUTPUT,
                agent.flatMap(AgentSettings::temperature),
                lookups(item, guides),
                known);
    }

    private static Answer later(Item item, String why, ExitCode exit) {
        return new Answer.Later(item.now().plus(LATER), why, exit);
    }
}
