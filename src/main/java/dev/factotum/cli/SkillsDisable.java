package dev.factotum.cli;

import dev.factotum.problem.ExitCode;
import dev.factotum.skill.SkillBook.Shelved;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "disable", description = "Take back the trust in a skill: nothing uses it any more.")
final class SkillsDisable extends AgentCommand {
    @Parameters(paramLabel = "NAME", description = "The skill's name, as agent skills lists it.")
    private String name = "";

    @Override
    protected ExitCode run(Session session) throws IOException {
        try (Tooling tooling = Tooling.of(session, session.vault())) {
            Shelved one = Skills.find(tooling.skills(), name);
            if (!tooling.disable(session, one)) {
                throw Tooling.busy(one.place());
            }
            Out out = session.out();
            if (out.json()) {
                out.print(out.object("skill_disable").put("name", one.name()));
            } else {
                out.print("Disabled. Nothing uses " + one.name() + " before it is trusted again.");
            }
        }
        return ExitCode.DONE;
    }
}
