package dev.factotum.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.markdown.Escape;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.problem.SkillCode;
import dev.factotum.skill.Skill;
import dev.factotum.skill.SkillBook.Shelved;
import dev.factotum.skill.SkillTrials.Trial;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "test", description = "Run a skill's own tests, or run it once. It runs as it stands, trusted or not.")
final class SkillsTesting extends AgentCommand {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(paramLabel = "NAME", description = "The skill's name, as agent skills lists it.")
    private String name = "";

    @Option(
            names = "--args",
            paramLabel = "JSON",
            description = "Run it once with these arguments, as {\"who\": \"Jo\"}, instead of its tests.")
    private @Nullable String arguments;

    @Override
    protected ExitCode run(Session session) throws IOException, InterruptedException {
        try (Tooling tooling = Tooling.of(session, session.vault())) {
            Shelved one = Skills.find(tooling.skills(), name);
            if (one.skill().isEmpty()) {
                throw problem(one.place(), one.reason());
            }
            Skill skill = one.skill().get();
            if (skill.script().isEmpty()) {
                throw problem(one.place(), "it is instructions alone: there is nothing to run");
            }
            List<Trial> trials = arguments == null
                    ? tooling.trials().all(skill)
                    : List.of(tooling.trials().once(skill, read(arguments)));
            tell(session.out(), trials);
            return trials.stream().allMatch(Trial::passed) ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private static void tell(Out out, List<Trial> trials) {
        if (out.json()) {
            ObjectNode object = out.object("skill_test");
            ArrayNode list = object.putArray("tests");
            trials.forEach(trial -> list.addObject()
                    .put("name", trial.name())
                    .put("passed", trial.passed())
                    .put("wrong", trial.wrong())
                    .put("answer", trial.answer()));
            out.print(object);
            return;
        }
        for (Trial trial : trials) {
            out.print(
                    trial.passed()
                            ? Style.GREEN.of("✓") + " " + Escape.terminal(trial.name())
                            : Style.RED.of("✗") + " " + Escape.terminal(trial.name() + ": " + trial.wrong()));
            if (!trial.answer().isEmpty() && (!trial.passed() || trials.size() == 1)) {
                out.print("  " + Escape.terminal(trial.answer()));
            }
        }
        if (trials.isEmpty()) {
            out.print("It has no tests: tests/NAME.json holds one each. Or run it once with --args.");
        }
    }

    private ObjectNode read(String json) {
        try {
            if (JSON.readTree(json) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException notJson) {
            throw usage("--args is no JSON: " + notJson.getOriginalMessage());
        }
        throw usage("--args is a JSON object, as {\"who\": \"Jo\"}.");
    }

    private static ProblemException problem(String place, String why) {
        return new ProblemException(
                new Problem(SkillCode.UNREADABLE, "It cannot be tested.", place, why, SkillCode.UNREADABLE.remedy()));
    }
}
