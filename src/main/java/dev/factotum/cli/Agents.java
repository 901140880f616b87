package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.config.Settings.AgentSettings;
import dev.factotum.crew.Roster;
import dev.factotum.crew.Roster.Member;
import dev.factotum.markdown.Escape;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "agents",
        description = "Who works here: list the agents, show one, check them all, try one on a text.",
        subcommands = {AgentsShow.class, AgentsCheck.class, AgentsTry.class})
final class Agents extends AgentCommand {
    @Override
    protected ExitCode run(Session session) throws IOException {
        try (Workplace workplace = Workplace.open(session, event -> {})) {
            Roster roster = workplace.roster();
            List<Member> members = roster.members();
            List<Problem> problems = roster.problems();
            Out out = session.out();
            if (out.json()) {
                ObjectNode object = out.object("agents");
                ArrayNode list = object.putArray("agents");
                members.forEach(member -> json(list.addObject(), member));
                StatusJson.problems(object.putArray("problems"), problems);
                out.print(object);
                return ExitCode.DONE;
            }
            int longest = members.stream()
                    .mapToInt(member -> member.settings().name().length())
                    .max()
                    .orElse(0);
            for (Member member : members) {
                AgentSettings agent = member.settings();
                out.print(Style.BOLD.of(Escape.terminal(agent.name()))
                        + " ".repeat(longest - agent.name().length() + 2)
                        + Escape.terminal(agent.role())
                        + Style.DIM.of(handles(agent)));
            }
            problems.forEach(out::problem);
            if (members.isEmpty()) {
                out.print("No agents. A note in Agents/ is one: agent init lays down a dozen.");
            }
        }
        return ExitCode.DONE;
    }

    private static String handles(AgentSettings agent) {
        return agent.handles().isEmpty() ? "" : " · " + Escape.terminal(String.join(", ", agent.handles()));
    }

    static void json(ObjectNode object, Member member) {
        AgentSettings agent = member.settings();
        object.put("name", agent.name()).put("role", agent.role());
        agent.skills().forEach(object.putArray("skills")::add);
        agent.handles().forEach(object.putArray("handles")::add);
        member.tools().forEach(object.putArray("tools")::add);
        member.reach().forEach(object.putArray("reach")::add);
    }
}
