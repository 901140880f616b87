package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.crew.Rehearsal;
import dev.factotum.crew.Roster.Member;
import dev.factotum.markdown.Escape;
import dev.factotum.problem.ExitCode;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "try",
        description = "Let an agent plan a text that you give it. Nothing is written and nothing is sent.")
final class AgentsTry extends AgentCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "The agent.")
    private String name = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "TEXT", description = "What you want from it.")
    private List<String> text = List.of();

    @Option(names = "--dry-run", description = "Show the prompt and ask no model.")
    private boolean dryRun;

    @Override
    protected ExitCode run(Session session) throws IOException, InterruptedException {
        try (Workplace workplace = Workplace.open(session, event -> {})) {
            Member member = AgentsShow.member(workplace.roster(), name);
            Rehearsal rehearsal = workplace.rehearsal(member.settings(), String.join(" ", text), dryRun);
            Out out = session.out();
            String shown = dryRun ? rehearsal.prompt() : rehearsal.plan();
            if (out.json()) {
                ObjectNode object = out.object("rehearsal")
                        .put("agent", member.settings().name())
                        .put(dryRun ? "prompt" : "plan", shown);
                out.print(object);
            } else {
                shown.lines().forEach(line -> out.whole(Escape.terminal(line)));
            }
        }
        return ExitCode.DONE;
    }
}
