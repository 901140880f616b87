package dev.factotum.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.intake.IntakeOutcome;
import dev.factotum.intake.Submission;
import dev.factotum.markdown.Escape;
import dev.factotum.mcp.client.ServerSpec;
import dev.factotum.mcp.client.Servers;
import dev.factotum.mcp.client.Standing;
import dev.factotum.mcp.protocol.StrictJson;
import dev.factotum.plan.OneStep;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.McpCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.tool.Tool;
import dev.factotum.vault.MatterId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "call",
        description = "Plan one call of a tool. It runs once you approve it, like any other step.",
        footer = {"", "  agent mcp call files write_file --arg path=/data/a.txt --arg content=hello"})
final class McpCall extends AgentCommand {
    @Parameters(index = "0", paramLabel = "SERVER", description = "The server, as agent mcp list names it.")
    private String server = "";

    @Parameters(index = "1", paramLabel = "TOOL", description = "The tool, as the server names it.")
    private String tool = "";

    @Option(names = "--arg", paramLabel = "NAME=VALUE", description = "An argument. May be given again.")
    private Map<String, String> arguments = new LinkedHashMap<>();

    @Option(names = "--json-args", paramLabel = "JSON", description = "All arguments as one JSON object.")
    private @Nullable String json;

    @Override
    protected ExitCode run(Session session) throws IOException {
        if (json != null && !arguments.isEmpty()) {
            throw usage("Give either --arg or --json-args.");
        }
        ObjectNode given = given();
        try (Workplace workplace = Workplace.open(session, event -> {})) {
            Servers servers = workplace.servers();
            ServerSpec spec = servers.named(server);
            Tool found = servers.tool(spec, tool).orElseThrow(() -> missing(servers, spec));
            String title = "Call " + tool + " of " + spec.name();
            String note = OneStep.note(title, found.id().value(), given);
            IntakeOutcome outcome = workplace
                    .intake()
                    .add(new Submission(
                            new Submission.Content.Text(note), Optional.empty(), Optional.empty(), List.of()));
            return told(session, outcome);
        }
    }

    private ObjectNode given() {
        if (json == null) {
            ObjectNode object = StrictJson.object();
            arguments.forEach(object::put);
            return object;
        }
        if (StrictJson.read(json) instanceof StrictJson.Read.Value(JsonNode node)
                && node instanceof ObjectNode object) {
            return object;
        }
        throw usage("--json-args needs one JSON object, such as '{\"path\": \"/data/a.txt\"}'.");
    }

    private ProblemException missing(Servers servers, ServerSpec spec) {
        boolean never = servers.standing(spec) == Standing.NEVER;
        return new ProblemException(new Problem(
                never ? McpCode.NOT_TRUSTED : McpCode.UNKNOWN,
                "There is no tool “" + Escape.terminal(tool) + "” to call.",
                "mcp " + spec.name(),
                never
                        ? "the server " + spec.name() + " is not trusted yet"
                        : "the trusted server " + spec.name() + " has none of this name",
                never ? "agent mcp trust " + spec.name() + "." : "agent mcp list --tools shows them."));
    }

    private static ExitCode told(Session session, IntakeOutcome outcome) throws IOException {
        Out out = session.out();
        return switch (outcome) {
            case IntakeOutcome.Taken(MatterId id, Path _) -> planned(out, id);
            case IntakeOutcome.Duplicate(MatterId id, MatterId _, Path _) -> planned(out, id);
            case IntakeOutcome.NotReady(String _, var _) -> {
                out.note("Another process is taking this in; try again.");
                yield ExitCode.FAILED;
            }
            case IntakeOutcome.Failed(Problem problem) -> throw new ProblemException(problem);
        };
    }

    private static ExitCode planned(Out out, MatterId id) {
        if (out.json()) {
            out.print(out.object("mcp").put("matter", id.value()));
        } else {
            out.print("Planned as " + Style.BOLD.of(id.value()) + ".");
            out.note(Style.DIM.of("Next: agent run checks it and puts it into the tray; it runs once you approve it."));
        }
        return ExitCode.DONE;
    }
}
