package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.engine.Assessment;
import dev.factotum.markdown.Escape;
import dev.factotum.problem.ExitCode;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "review", description = "Go through what waits for you, one by one, with single keys.")
final class Review extends AgentCommand {
    @Parameters(
            arity = "0..*",
            paramLabel = "MATTER",
            description = "Id, title, file name, or @1 of the last list; everything that waits where none is named.")
    private List<String> matters = new ArrayList<>();

    @Override
    protected ExitCode run(Session session) throws IOException, InterruptedException {
        try (Workplace workplace = Workplace.open(session, Heard.on(session))) {
            List<Matter> waiting = waiting(session, workplace);
            List<MatterId> ids = waiting.stream()
                    .flatMap(matter -> matter.seen().id().stream())
                    .toList();
            boolean numbered = new LastList(workplace.vault()).keep(ids);
            boolean seen =
                    session.interactive() && session.out().traits().output().terminal();
            if (waiting.isEmpty() || !seen) {
                list(session.out(), waiting, numbered);
                return ExitCode.DONE;
            }
            return new Reviewing(session, workplace, waiting).run();
        }
    }

    private List<Matter> waiting(Session session, Workplace workplace) throws IOException {
        if (matters.isEmpty()) {
            return Waiting.all(workplace);
        }
        List<Matter> named = new ArrayList<>();
        for (Seen seen : new MatterFinder(workplace.vault(), session.here()).all(matters)) {
            if (seen.stage() == Stage.PENDING_APPROVAL && seen.id().isPresent()) {
                Matter.read(workplace, seen).ifPresent(named::add);
            } else {
                session.out()
                        .note(seen.name() + " does not wait for you; it stands in "
                                + seen.stage().folder() + ".");
            }
        }
        return named;
    }

    private static void list(Out out, List<Matter> waiting, boolean numbered) {
        if (out.json()) {
            ObjectNode object = out.object("review");
            ArrayNode array = object.putArray("waiting");
            for (Matter matter : waiting) {
                ObjectNode node = array.addObject();
                Approve.put(node, matter);
                node.put("client", matter.client().orElse(null))
                        .put("file", matter.file())
                        .put("ifApproved", line(matter).orElse(null))
                        .put(
                                "warnings",
                                matter.assessment()
                                        .map(a -> a.warnings().size())
                                        .orElse(0));
            }
            out.print(object);
            return;
        }
        if (waiting.isEmpty()) {
            out.print("Nothing waits for you.");
            return;
        }
        int columns = out.width();
        for (int i = 0; i < waiting.size(); i++) {
            Matter matter = waiting.get(i);
            String number = numbered
                    ? "@" + (i + 1)
                    : matter.seen().id().map(MatterFinder::shortId).orElse("");
            String risk = matter.assessment()
                    .map(Assessment::risk)
                    .map(PlanView::risk)
                    .orElse("");
            out.print("%-4s ".formatted(number) + Approve.name(matter) + "  " + risk);
            line(matter)
                    .ifPresent(line ->
                            Wrapped.lines(line, columns, "     ", "     ").forEach(out::print));
        }
        out.note("Approve with agent approve " + (numbered ? "@1" : "ID") + " or agent approve --risk low; agent show "
                + (numbered ? "@1" : "ID") + " shows all of one.");
    }

    private static Optional<String> line(Matter matter) {
        return matter.assessment().map(a -> Escape.terminal(InlineText.plain(a.ifApproved())));
    }
}
