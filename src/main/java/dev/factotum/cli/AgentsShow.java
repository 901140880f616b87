package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.config.Settings.AgentSettings;
import dev.factotum.crew.Roster;
import dev.factotum.crew.Roster.Member;
import dev.factotum.markdown.Escape;
import dev.factotum.problem.CommandCode;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "One agent: what it takes, what it may use, what it is told.")
final class AgentsShow extends AgentCommand {
    @Parameters(paramLabel = "NAME", description = "The agent's name, as agent agents lists it.")
    private String name = "";

    @Override
    protected ExitCode run(Session session) throws IOException {
        try (Workplace workplace = Workplace.open(session, event -> {})) {
            Member member = member(workplace.roster(), name);
            AgentSettings agent = member.settings();
            Out out = session.out();
            if (out.json()) {
                ObjectNode object = out.object("agent");
                Agents.json(object, member);
                out.print(object.put("instructions", member.instructions()));
                return ExitCode.DONE;
            }
            out.print(Style.BOLD.of(Escape.terminal(agent.name())) + "  " + Escape.terminal(agent.role()));
            out.print("Takes:    " + list(agent.handles(), "what nobody else takes, where it is the front desk"));
            out.print("May use:  " + list(member.tools(), "nothing"));
            out.print("Reach:    " + String.join(" + ", member.reach()));
            out.print("");
            member.instructions().lines().forEach(line -> out.print(Escape.terminal(line)));
        }
        return ExitCode.DONE;
    }

    private static String list(java.util.List<String> names, String none) {
        return names.isEmpty() ? none : Escape.terminal(String.join(", ", names));
    }

    /** Throws E-COMMAND-01 where nobody has this name. */
    static Member member(Roster roster, String name) {
        return roster.member(name)
                .orElseThrow(() -> new ProblemException(new Problem(
                        CommandCode.USAGE,
                        "There is no agent “" + Escape.terminal(name) + "”.",
                        "Agents/",
                        "no note there has this name",
                        "agent agents lists them.")));
    }
}
