package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.mcp.client.ServerSpec;
import dev.factotum.mcp.client.Servers;
import dev.factotum.mcp.client.Servers.Met;
import dev.factotum.mcp.client.Told;
import dev.factotum.mcp.protocol.ToolInfo;
import dev.factotum.problem.ExitCode;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "trust",
        description = "Look at what a server starts and at its tools, and let steps use them as they are now.")
final class McpTrust extends AgentCommand {
    private static final String INSTEAD = "Say so on the command line: agent mcp trust NAME --yes.";

    @Parameters(paramLabel = "NAME", description = "The server, as agent mcp list names it.")
    private String name = "";

    @Option(names = "--yes", description = "Start it and trust it without being asked.")
    private boolean yes;

    @Override
    protected ExitCode run(Session session) throws IOException, InterruptedException {
        try (Workplace workplace = Workplace.open(session, event -> {})) {
            Servers servers = workplace.servers();
            ServerSpec spec = servers.named(name);
            Out out = session.out();
            if (!out.json()) {
                out.print(
                        spec.way() instanceof ServerSpec.Way.Program
                                ? "This would be started on this machine, as you:"
                                : "This would be asked:");
                out.whole("  " + McpText.way(spec));
                McpText.given(spec).forEach(line -> out.whole("  with " + line));
            }
            if (!agreed(session, "Start it and look at its tools?")) {
                return ExitCode.PERSON;
            }
            Met met = servers.meet(spec);
            List<ToolInfo> before = servers.trusted(spec.name());
            if (!out.json()) {
                shown(out, met, before);
            }
            if (!agreed(session, "Trust it, with these tools as they are?")) {
                return ExitCode.PERSON;
            }
            servers.trust(spec, met.tools());
            told(out, spec, met);
        }
        return ExitCode.DONE;
    }

    private static void shown(Out out, Met met, List<ToolInfo> before) {
        out.print("");
        out.print((met.greeting().isEmpty() ? "It" : Told.cut(met.greeting(), 100)) + " speaks " + met.revision()
                + " and has " + met.tools().size() + " tools. What follows are its own words:");
        for (ToolInfo tool : met.tools()) {
            List<String> lines = McpText.tool(tool);
            boolean known = before.stream().anyMatch(one -> one.name().equals(tool.name()));
            String mark = before.isEmpty() || before.contains(tool) ? "" : known ? "  (changed)" : "  (new)";
            out.print("");
            out.print(lines.getFirst() + Style.RED.of(mark));
            lines.subList(1, lines.size()).forEach(out::print);
        }
        out.print("");
    }

    private static void told(Out out, ServerSpec spec, Met met) {
        if (out.json()) {
            ObjectNode json = out.object("mcp").put("trusted", spec.name().value());
            met.tools().forEach(tool -> json.withArray("tools").add(tool.name()));
            out.print(json);
        } else {
            out.print("Trusted " + Style.BOLD.of(spec.name().value()) + ". Its tools can be planned as mcp."
                    + spec.name() + ".TOOL; every call that changes something waits for approval.");
        }
    }

    private boolean agreed(Session session, String question) throws IOException {
        return yes || Confirm.ask(session, question, INSTEAD);
    }
}
