package dev.factotum.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.mcp.client.Servers;
import dev.factotum.mcp.client.Told;
import dev.factotum.mcp.protocol.Method;
import dev.factotum.mcp.protocol.PromptInfo;
import dev.factotum.problem.ExitCode;
import java.io.IOException;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "prompts", description = "The texts to begin with that a trusted server offers.")
final class McpPrompts extends AgentCommand {
    private static final int BRIEF = 160;

    @Parameters(paramLabel = "SERVER", description = "The server, as agent mcp list names it.")
    private String server = "";

    @Override
    protected ExitCode run(Session session) throws IOException, InterruptedException {
        try (Workplace workplace = Workplace.open(session, event -> {})) {
            Servers servers = workplace.servers();
            Out out = session.out();
            ObjectNode json = out.object("prompts");
            ArrayNode list = json.putArray("prompts");
            for (JsonNode entry : servers.list(servers.named(server), Method.PROMPTS_LIST, "prompts")) {
                PromptInfo.read(entry).ifPresent(prompt -> {
                    list.add(prompt.json());
                    if (!out.json()) {
                        String takes = prompt.arguments().stream()
                                .map(one -> Told.cut(one.name(), 60) + (one.required() ? "" : "?"))
                                .collect(Collectors.joining(", "));
                        out.print(Style.BOLD.of(Told.cut(prompt.name(), 100))
                                + (takes.isEmpty() ? "" : " (" + takes + ")") + "  "
                                + Style.DIM.of(Told.cut(prompt.description(), BRIEF)));
                    }
                });
            }
            if (out.json()) {
                out.print(json);
            }
        }
        return ExitCode.DONE;
    }
}
