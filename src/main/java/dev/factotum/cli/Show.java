package dev.factotum.cli;

import dev.factotum.markdown.Escape;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.problem.VaultCode;
import dev.factotum.vault.Seen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show a matter: where it stands and why, what will happen, what was done.")
final class Show extends AgentCommand {
    @Parameters(
            arity = "1..*",
            paramLabel = "MATTER",
            description = "Id or its beginning or end, title or a part of it, file name, or @1 of the last list.")
    private List<String> matters = new ArrayList<>();

    @Option(names = "--plan", description = "The file's own text.")
    private boolean plan;

    @Option(names = "--diff", description = "What was changed since the plan was proposed.")
    private boolean diff;

    @Option(names = "--rules", description = "Also what every other rule said to it.")
    private boolean rules;

    @Override
    protected ExitCode run(Session session) throws IOException {
        if (plan && diff) {
            throw usage("Say --plan or --diff, not both.");
        }
        try (Workplace workplace = Workplace.open(session, event -> {})) {
            boolean first = true;
            for (Seen seen : new MatterFinder(workplace.vault(), session.here()).all(matters)) {
                Matter matter = Matter.read(workplace, seen).orElseThrow(() -> gone(seen));
                if (!first && !session.out().json()) {
                    session.out().print("");
                }
                first = false;
                one(session, workplace, matter);
            }
            return ExitCode.DONE;
        }
    }

    private void one(Session session, Workplace workplace, Matter matter) throws IOException {
        Out out = session.out();
        if (plan) {
            text(out, "plan", matter, matter.text().source());
        } else if (diff) {
            difference(out, workplace, matter);
        } else if (out.json()) {
            out.print(new MatterJson(workplace).of(out.object("show"), matter));
        } else {
            new MatterView(workplace, out.width(), rules).of(matter).forEach(out::print);
        }
    }

    private static void text(Out out, String key, Matter matter, String text) {
        if (out.json()) {
            out.print(out.object("show")
                    .put("id", matter.seen().id().map(Object::toString).orElse(null))
                    .put("file", matter.file())
                    .put(key, text));
        } else {
            out.print(Escape.terminal(text).stripTrailing());
        }
    }

    private static void difference(Out out, Workplace workplace, Matter matter) throws IOException {
        Optional<Proposal> proposal = Proposal.last(workplace.vault(), matter);
        if (proposal.isEmpty()) {
            out.note("No proposal of the agent is kept for this matter; there is nothing to compare it with.");
            return;
        }
        String before = proposal.get().text();
        if (out.json()) {
            text(
                    out,
                    "diff",
                    matter,
                    String.join("\n", TextDiff.lines(before, matter.text().source())));
            return;
        }
        List<String> lines = TextDiff.styled(before, matter.text().source());
        if (lines.isEmpty()) {
            out.note("Nothing was changed since revision " + proposal.get().rev() + " was proposed.");
        } else {
            out.print(Style.DIM.of("revision " + proposal.get().rev() + " as proposed → the file now"));
            lines.forEach(out::print);
        }
    }

    private static ProblemException gone(Seen seen) {
        return new ProblemException(new Problem(
                VaultCode.NO_SUCH_MATTER,
                "The file moved while it was looked for.",
                seen.path().toString(),
                "somebody moved or deleted it just now",
                "Run the same command again."));
    }
}
