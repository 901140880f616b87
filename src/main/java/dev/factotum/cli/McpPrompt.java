package dev.factotum.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.markdown.Escape;
import dev.factotum.mcp.client.Servers;
import dev.factotum.mcp.client.Told;
import dev.factotum.mcp.protocol.Content;
import dev.factotum.mcp.protocol.Method;
import dev.factotum.mcp.protocol.StrictJson;
import dev.factotum.problem.ExitCode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "prompt", description = "Print one of those texts, to keep as a prompt or an agent of your own.")
final class McpPrompt extends AgentCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "The server, as agent mcp list names it.")
    private String server = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "The text, as agent mcp prompts names it.")
    private String name = "";

    @Option(names = "--arg", paramLabel = "NAME=VALUE", description = "An argument. May be given again.")
    private Map<String, String> arguments = new LinkedHashMap<>();

    @Override
    protected ExitCode run(Session session) throws IOException, InterruptedException {
        try (Workplace workplace = Workplace.open(session, event -> {})) {
            Servers servers = workplace.servers();
            ObjectNode params = StrictJson.object().put("name", name);
            arguments.forEach(params.putObject("arguments")::put);
            ObjectNode result = servers.ask(servers.named(server), Method.PROMPTS_GET, params);
            Out out = session.out();
            ObjectNode json = out.object("prompt").put("name", name);
            ArrayNode list = json.putArray("messages");
            for (JsonNode message : result.path("messages")) {
                String role = Told.cut(message.path("role").asText(""), 20);
                String text = Content.read(message.path("content")).words();
                list.addObject().put("role", role).put("text", text);
                if (!out.json()) {
                    out.print(Style.DIM.of(role + ":"));
                    text.lines().forEach(line -> out.whole(Escape.terminal(line)));
                }
            }
            if (out.json()) {
                out.print(json);
            }
        }
        return ExitCode.DONE;
    }
}
