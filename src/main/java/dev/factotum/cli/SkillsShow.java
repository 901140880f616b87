package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.markdown.Escape;
import dev.factotum.problem.ExitCode;
import dev.factotum.skill.SkillBook.Shelved;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "One skill: what it runs, what it may reach, what it tells the planner.")
final class SkillsShow extends AgentCommand {
    @Parameters(paramLabel = "NAME", description = "The skill's name, as agent skills lists it.")
    private String name = "";

    @Override
    protected ExitCode run(Session session) throws IOException, InterruptedException {
        try (Tooling tooling = Tooling.of(session, session.vault())) {
            Shelved one = Skills.find(tooling.skills(), name);
            Out out = session.out();
            if (out.json()) {
                ObjectNode object = out.object("skill");
                Skills.json(object, one);
                one.skill().ifPresent(skill -> object.put("instructions", skill.body()));
                out.print(object);
                return ExitCode.DONE;
            }
            Skills.tell(out, one, tooling.skills());
            one.skill().ifPresent(skill -> {
                out.print("");
                skill.body().lines().forEach(line -> out.print(Escape.terminal(line)));
            });
        }
        return ExitCode.DONE;
    }
}
