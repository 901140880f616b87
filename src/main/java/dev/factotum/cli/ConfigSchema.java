package dev.factotum.cli;

import dev.factotum.config.SchemaName;
import dev.factotum.problem.CommandCode;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.tool.Tool;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "schema",
        description = "Print a JSON Schema: agent, rule, agent-file, client, persona, or a tool's arguments by its id.")
final class ConfigSchema extends AgentCommand {
    @Parameters(paramLabel = "NAME", description = "Such as agent, or x.post.")
    private String name = "";

    @Override
    protected ExitCode run(Session session) throws IOException {
        Optional<SchemaName> known = SchemaName.of(name);
        if (known.isPresent()) {
            session.out().print(known.get().document().stripTrailing());
            return ExitCode.DONE;
        }
        try (Workplace workplace = Workplace.open(session, event -> {})) {
            List<Tool> tools = workplace.parts().toolbox().all();
            Tool tool = tools.stream()
                    .filter(one -> one.id().value().equals(name))
                    .findFirst()
                    .orElseThrow(() -> unknown(tools));
            session.out().print(tool.arguments().json().toPrettyString());
            return ExitCode.DONE;
        }
    }

    private ProblemException unknown(List<Tool> tools) {
        String names = Arrays.stream(SchemaName.values()).map(SchemaName::word).collect(Collectors.joining(", "));
        String ids = tools.stream().map(tool -> tool.id().value()).collect(Collectors.joining(", "));
        return new ProblemException(new Problem(
                CommandCode.USAGE,
                "There is no schema " + name + ".",
                "",
                "there are " + names + "; and of tools: " + ids,
                "Name one of them."));
    }
}
