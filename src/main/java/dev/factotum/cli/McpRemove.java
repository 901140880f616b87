package dev.factotum.cli;

import dev.factotum.mcp.client.ServerSpec;
import dev.factotum.problem.ExitCode;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "remove", description = "Take a server out of mcp.json, and the trust in it away.")
final class McpRemove extends AgentCommand {
    @Parameters(paramLabel = "NAME", description = "The server, as agent mcp list names it.")
    private String name = "";

    @Override
    protected ExitCode run(Session session) throws IOException {
        try (Workplace workplace = Workplace.open(session, event -> {})) {
            ServerSpec spec = workplace.servers().named(name);
            workplace.servers().remove(spec);
            Out out = session.out();
            if (out.json()) {
                out.print(out.object("mcp").put("removed", spec.name().value()));
            } else {
                out.print("Removed " + Style.BOLD.of(spec.name().value()) + " from mcp.json.");
            }
        }
        return ExitCode.DONE;
    }
}
