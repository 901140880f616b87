package dev.factotum.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.markdown.Escape;
import dev.factotum.mcp.client.ServerSpec;
import dev.factotum.mcp.client.Servers;
import dev.factotum.mcp.client.Standing;
import dev.factotum.mcp.client.Told;
import dev.factotum.mcp.protocol.Method;
import dev.factotum.mcp.protocol.ResourceInfo;
import dev.factotum.mcp.protocol.ToolInfo;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "The servers of mcp.json and whether they are trusted.")
final class McpList extends AgentCommand {
    private static final int BRIEF = 160;

    @Option(names = "--tools", description = "Start the trusted ones and show their tools.")
    private boolean tools;

    @Option(names = "--resources", description = "Start the trusted ones and show what can be read there.")
    private boolean resources;

    @Override
    protected ExitCode run(Session session) throws IOException, InterruptedException {
        try (Workplace workplace = Workplace.open(session, event -> {})) {
            Servers servers = workplace.servers();
            Out out = session.out();
            ObjectNode json = out.object("mcp");
            ArrayNode list = json.putArray("servers");
            List<Problem> problems = new ArrayList<>();
            for (ServerSpec spec : servers.all()) {
                Standing standing = servers.standing(spec);
                ObjectNode object = list.addObject()
                        .put("name", spec.name().value())
                        .put("standing", standing.name().toLowerCase(java.util.Locale.ROOT));
                if (!out.json()) {
                    out.print(Style.BOLD.of(spec.name().value()) + "  " + McpText.way(spec) + "  "
                            + Style.DIM.of(standing.words()));
                }
                if ((tools || resources) && standing == Standing.TRUSTED) {
                    try {
                        started(servers, spec, out, object);
                    } catch (ProblemException failed) {
                        problems.add(failed.problem());
                    }
                }
            }
            problems.addAll(servers.problems());
            StatusJson.problems(json.putArray("problems"), problems);
            if (out.json()) {
                out.print(json);
                return ExitCode.DONE;
            }
            problems.forEach(out::problem);
            if (servers.all().isEmpty()) {
                out.print("No servers. agent mcp add NAME -- COMMAND adds one.");
            }
        }
        return ExitCode.DONE;
    }

    private void started(Servers servers, ServerSpec spec, Out out, ObjectNode object) throws InterruptedException {
        if (tools) {
            ArrayNode list = object.putArray("tools");
            List<ToolInfo> trusted = servers.trusted(spec.name());
            for (ToolInfo tool : servers.meet(spec).tools()) {
                boolean usable = trusted.contains(tool);
                list.addObject()
                        .put("name", tool.name())
                        .put("description", tool.description())
                        .put("trusted", usable);
                if (!out.json()) {
                    out.print("  " + Escape.terminal(tool.name()) + "  "
                            + Style.DIM.of(Told.cut(tool.description(), BRIEF))
                            + (usable ? "" : "  " + Style.RED.of("not trusted")));
                }
            }
        }
        if (resources) {
            ArrayNode list = object.putArray("resources");
            for (JsonNode entry : servers.list(spec, Method.RESOURCES_LIST, "resources")) {
                ResourceInfo.read(entry).ifPresent(one -> {
                    list.add(one.json());
                    if (!out.json()) {
                        out.print("  " + Told.cut(one.uri(), 500) + "  " + Style.DIM.of(Told.cut(one.name(), BRIEF)));
                    }
                });
            }
        }
    }
}
