package dev.factotum.skill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A skill's own tests: each {@code tests/NAME.json} holds {@code arguments} and what is expected of the answer. A trial is a
 * person's own order: it runs the files as they stand, trusted or not, shut in as ever, and the script is told
 * {@code "mode": "test"}.
 */
public final class SkillTrials {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 100;
    private static final Duration WATCH = Duration.ofSeconds(60);

    private final Vault vault;
    private final SkillRuns runs;

    public SkillTrials(Vault vault, SkillRuns runs) {
        this.vault = vault;
        this.runs = runs;
    }

    /** @param wrong why it failed; empty where it passed @param answer what the script printed as data, as JSON */
    public record Trial(String name, String wrong, String answer) {
        public boolean passed() {
            return wrong.isEmpty();
        }
    }

    /** Every test of the skill, in the order of names; none where it has no script. */
    public List<Trial> all(Skill skill) throws IOException, InterruptedException {
        List<Trial> trials = new ArrayList<>();
        if (skill.script().isEmpty()) {
            if (skill.watching().isPresent()) {
                trials.add(asked(skill, skill.watching().get()));
            }
            return trials;
        }
        SkillFiles files;
        try {
            files = SkillFiles.read(vault.world().disk(), skill.folder());
        } catch (SkillFiles.Refused refused) {
            return List.of(new Trial(skill.name(), refused.reason(), ""));
        }
        for (Map.Entry<String, byte[]> one : files.content().entrySet()) {
            if (one.getKey().matches("tests/[^/]+\\.json") && trials.size() < MOST) {
                trials.add(trial(skill, one.getKey(), one.getValue()));
            }
        }
        return trials;
    }

    /** One run with these arguments. */
    public Trial once(Skill skill, ObjectNode arguments) throws InterruptedException {
        ObjectNode expected = JsonNodeFactory.instance.objectNode().put("success", true);
        return tried(skill, "once", arguments, expected);
    }

    /** A watcher is asked as if for the first time; what it answers becomes nothing. */
    private Trial asked(Skill skill, Watching watching) throws InterruptedException {
        ObjectNode input = JsonNodeFactory.instance
                .objectNode()
                .put("v", 1)
                .put("skill", skill.name())
                .put("mode", "watch");
        return judged(
                "watch",
                JsonNodeFactory.instance.objectNode().put("success", true),
                runs.run(new SkillRuns.Order(
                        skill,
                        skill.digest(),
                        watching.command(),
                        input,
                        List.of(),
                        watching.secrets(),
                        watching.network(),
                        WATCH)),
                Optional.empty());
    }

    private Trial trial(Skill skill, String name, byte[] written) throws InterruptedException {
        try {
            if (JSON.readTree(written) instanceof ObjectNode test
                    && test.path("arguments") instanceof ObjectNode arguments
                    && test.path("expect").isObject()) {
                return tried(skill, name, arguments, test.path("expect"));
            }
            return new Trial(name, "it needs \"arguments\" and \"expect\"", "");
        } catch (JsonProcessingException notJson) {
            return new Trial(name, "it is no JSON: " + notJson.getOriginalMessage(), "");
        } catch (IOException unreadable) {
            return new Trial(name, "it cannot be read", "");
        }
    }

    private Trial tried(Skill skill, String name, ObjectNode arguments, JsonNode expected) throws InterruptedException {
        Script script = skill.script().orElseThrow();
        ObjectNode input = JsonNodeFactory.instance
                .objectNode()
                .put("v", 1)
                .put("skill", skill.name())
                .put("mode", "test")
                .put("key", "0".repeat(32));
        input.set("arguments", arguments);
        SkillRuns.Order order = new SkillRuns.Order(
                skill,
                skill.digest(),
                script.command(),
                input,
                List.of(),
                script.secrets(),
                script.network(),
                script.timeout());
        return judged(name, expected, runs.run(order), Optional.of(script));
    }

    private static Trial judged(String name, JsonNode expected, Ran ran, Optional<Script> script) {
        return switch (ran) {
            case Ran.NotRun(var error) -> new Trial(name, error.message(), "");
            case Ran.Silent(String why) -> new Trial(name, why, "");
            case Ran.Answered(SkillAnswer answer, int exit, var _) -> {
                ObjectNode said = JsonNodeFactory.instance.objectNode().put("success", answer.success());
                said.set("data", answer.data());
                if (!answer.success()) {
                    said.put("error", answer.error());
                }
                String wrong = missing("", expected, said);
                if (wrong.isEmpty() && answer.success()) {
                    wrong = script.flatMap(one -> one.misfit(answer.data())).orElse("");
                }
                if (wrong.isEmpty() && answer.success() && exit != 0) {
                    wrong = "it says that it worked, and ended with " + exit;
                }
                yield new Trial(name, wrong, said.toString());
            }
        };
    }

    /** Everything expected must be there; more may be. */
    private static String missing(String path, JsonNode expected, JsonNode said) {
        if (expected.isObject()) {
            for (Map.Entry<String, JsonNode> one : expected.properties()) {
                String below = path.isEmpty() ? one.getKey() : path + "." + one.getKey();
                String wrong = missing(below, one.getValue(), said.path(one.getKey()));
                if (!wrong.isEmpty()) {
                    return wrong;
                }
            }
            return "";
        }
        return expected.equals(said)
                ? ""
                : path + " is " + (said.isMissingNode() ? "not there" : said) + " where " + expected + " was expected";
    }
}
