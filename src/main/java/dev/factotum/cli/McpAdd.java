package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.mcp.client.ServerName;
import dev.factotum.mcp.client.Servers;
import dev.factotum.problem.ExitCode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = "Write a server into mcp.json. Nothing is started before you trust it.",
        footer = {
            "",
            "  agent mcp add files -- npx -y @modelcontextprotocol/server-filesystem /data",
            "  agent mcp add github --url https://api.example.com/mcp --header 'Authorization=Bearer ${secret:github}'"
        })
final class McpAdd extends AgentCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "Letters, digits and -.")
    private String name = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "-- COMMAND ARGS",
            description = "What starts it; put -- before it.")
    private List<String> command = List.of();

    @Option(names = "--url", paramLabel = "URL", description = "Where it is, in place of a command.")
    private @Nullable String url;

    @Option(
            names = {"-e", "--variable"},
            paramLabel = "NAME=VALUE",
            description = "A variable it gets; write secrets as ${secret:NAME}. May be given again.")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Option(
            names = "--header",
            paramLabel = "NAME=VALUE",
            description = "A header that goes with every call to its URL. May be given again.")
    private Map<String, String> headers = new LinkedHashMap<>();

    @Override
    protected ExitCode run(Session session) throws IOException {
        ServerName server =
                ServerName.of(name).orElseThrow(() -> usage("A server's name is 1 to 32 letters, digits and -."));
        if ((url == null) == command.isEmpty()) {
            throw usage("Give either --url URL, or -- and a command.");
        }
        if (url == null && !headers.isEmpty() || url != null && !variables.isEmpty()) {
            throw usage("--header goes with --url, --variable with a command.");
        }
        try (Workplace workplace = Workplace.open(session, event -> {})) {
            Servers servers = workplace.servers();
            if (servers.all().stream().anyMatch(spec -> spec.name().equals(server))) {
                throw usage("There is a server '" + server + "' already. Remove it first: agent mcp remove " + server);
            }
            servers.add(server, entry());
            Out out = session.out();
            if (out.json()) {
                out.print(out.object("mcp").put("added", server.value()));
            } else {
                out.print("Added " + Style.BOLD.of(server.value()) + " to mcp.json.");
                out.note(Style.DIM.of("Next: agent mcp trust " + server + " shows what would be started."));
            }
        }
        return ExitCode.DONE;
    }

    private ObjectNode entry() {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        if (url != null) {
            entry.put("type", "http").put("url", url);
            put(entry, "headers", headers);
            return entry;
        }
        entry.put("command", command.getFirst());
        command.subList(1, command.size()).forEach(entry.putArray("args")::add);
        put(entry, "env", variables);
        return entry;
    }

    private static void put(ObjectNode entry, String key, Map<String, String> pairs) {
        if (!pairs.isEmpty()) {
            pairs.forEach(entry.putObject(key)::put);
        }
    }
}
