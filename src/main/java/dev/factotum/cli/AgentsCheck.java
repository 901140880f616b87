package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

@Command(name = "check", description = "Check every agent and every prompt of the vault's own.")
final class AgentsCheck extends AgentCommand {
    @Override
    protected ExitCode run(Session session) throws IOException {
        try (Workplace workplace = Workplace.open(session, event -> {})) {
            List<Problem> problems = new ArrayList<>(workplace.warnings().stream()
                    .filter(problem -> problem.where().startsWith("Agents/"))
                    .toList());
            problems.addAll(workplace.roster().problems());
            problems.addAll(workplace.prompts().problems());
            Out out = session.out();
            if (out.json()) {
                ObjectNode object = out.object("agents_check").put("ok", problems.isEmpty());
                StatusJson.problems(object.putArray("problems"), problems);
                out.print(object);
            } else {
                problems.forEach(out::problem);
                out.print(
                        problems.isEmpty()
                                ? Style.GREEN.of("✓") + " Agents and prompts are all well."
                                : problems.size() + (problems.size() == 1 ? " problem." : " problems."));
            }
            return problems.isEmpty() ? ExitCode.DONE : ExitCode.USAGE;
        }
    }
}
