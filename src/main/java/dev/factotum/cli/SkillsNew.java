package dev.factotum.cli;

import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.problem.SkillCode;
import dev.factotum.skill.SkillSketch;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "new", description = "Start a skill: a folder that works as it stands, with a test.")
final class SkillsNew extends AgentCommand {
    @Parameters(paramLabel = "NAME", description = "Lower-case letters, digits and single hyphens, such as weather.")
    private String name = "";

    @Override
    protected ExitCode run(Session session) throws IOException {
        if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*") || name.length() > 64) {
            throw usage("A skill's name is of lower-case letters, digits and single hyphens, at most 64.");
        }
        Vault vault = session.vault();
        Path folder = vault.root().resolve("Skills").resolve(name);
        if (vault.world().disk().facts(folder).isPresent()) {
            throw new ProblemException(new Problem(
                    SkillCode.TAKEN,
                    "There is a skill " + name + " already.",
                    "Skills/" + name,
                    "a folder of this name stands there",
                    SkillCode.TAKEN.remedy()));
        }
        for (Map.Entry<String, String> file : SkillSketch.files(name).entrySet()) {
            Path path = folder.resolve(file.getKey());
            vault.files().folder(java.util.Objects.requireNonNull(path.getParent()));
            vault.files().publish(path, file.getValue().getBytes(StandardCharsets.UTF_8));
        }
        Out out = session.out();
        if (out.json()) {
            out.print(out.object("skill_new").put("name", name).put("place", "Skills/" + name));
        } else {
            out.print("Skills/" + name + " is there: SKILL.md, scripts/run.py, tests/greets.json.");
            out.note(Style.DIM.of("Next: agent skills test " + name + ", then agent skills trust " + name));
        }
        return ExitCode.DONE;
    }
}
