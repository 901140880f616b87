package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.markdown.Escape;
import dev.factotum.mcp.client.Servers;
import dev.factotum.mcp.protocol.Content;
import dev.factotum.mcp.protocol.Method;
import dev.factotum.mcp.protocol.StrictJson;
import dev.factotum.problem.ExitCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "read", description = "Read a text that a trusted server offers.")
final class McpRead extends AgentCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "The server, as agent mcp list names it.")
    private String server = "";

    @Parameters(index = "1", paramLabel = "URI", description = "What to read, as agent mcp list --resources shows it.")
    private String uri = "";

    @Override
    protected ExitCode run(Session session) throws IOException, InterruptedException {
        try (Workplace workplace = Workplace.open(session, event -> {})) {
            Servers servers = workplace.servers();
            ObjectNode result = servers.ask(
                    servers.named(server),
                    Method.RESOURCES_READ,
                    StrictJson.object().put("uri", uri));
            List<String> texts = new ArrayList<>();
            result.path("contents")
                    .forEach(one -> texts.add(Content.resource(one).words()));
            Out out = session.out();
            if (out.json()) {
                ObjectNode json = out.object("resource").put("uri", uri);
                texts.forEach(json.putArray("texts")::add);
                out.print(json);
            } else {
                texts.forEach(text -> text.lines().forEach(line -> out.whole(Escape.terminal(line))));
            }
        }
        return ExitCode.DONE;
    }
}
