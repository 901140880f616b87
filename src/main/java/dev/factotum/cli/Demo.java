package dev.factotum.cli;

import dev.factotum.audit.AuditCheck;
import dev.factotum.cli.Founding.Founded;
import dev.factotum.engine.Overview;
import dev.factotum.problem.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "demo",
        description = "Show the whole thing in ten seconds, in a vault of its own.",
        footer = {"", "Nothing leaves the folder: no key, no network, every send is simulated."})
final class Demo extends AgentCommand {
    private static final String NAME = "factotum-demo";
    private static final int MOST_NUMBER = 1000;

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "A folder that is not there yet, or empty.")
    private @Nullable String folder;

    @Override
    protected ExitCode run(Session session) throws IOException, InterruptedException {
        Path root =
                folder == null ? free(session) : session.here().resolve(folder).normalize();
        if (!isFree(session, root)) {
            throw usage(root + " is not empty. The demo wants a folder of its own: agent demo DIR.");
        }
        ZoneId zone = Init.zone();
        Founded founded = Founding.found(session.world(), root, zone);
        Init.record(session, founded, zone);
        Init.trust(founded);
        session.interrupt();
        DemoDesk desk = new DemoDesk(session.world(), founded.vault());
        DemoStory story = new DemoStory(session, founded.vault());
        try (Workplace workplace = Workplace.at(session, founded.vault(), false, story::event)) {
            Shift shift = new Shift(workplace);
            story.founded();
            story.inputs(desk.handOver(workplace));
            Tally planned = shift.work();
            Overview tray = shift.overview();
            story.tray(tray, workplace);
            story.decides();
            story.edited(desk.editAndMove(workplace));
            story.moved(desk.move(workplace));
            story.approved(desk.approve(workplace));
            Tally executed = shift.work();
            Overview after = shift.overview();
            shift.show(after);
            story.record(desk.completed(workplace));
            AuditCheck check = workplace.audit().verify();
            story.ends(check, after, workplace);
            boolean well = check.ok() && executed.failed() + planned.failed() == 0;
            boolean all = desk.decided() == executed.executed() + desk.atOnce();
            if (session.out().json()) {
                var object = json(session.out(), root, List.of(planned, executed), after, check);
                session.out().print(object.put("executed", executed.executed() + desk.atOnce()));
            }
            return well && all ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode json(
            Out out, Path root, List<Tally> rounds, Overview after, AuditCheck check) {
        var object = Run.counts(out.object("demo").put("vault", root.toString()), rounds)
                .put("waiting", after.waiting().size());
        object.putObject("audit")
                .put("ok", check.ok())
                .put("entries", check.entries())
                .put("level", check.level());
        return object;
    }

    private static Path free(Session session) throws IOException {
        for (int i = 1; i < MOST_NUMBER; i++) {
            Path path = session.here().resolve(i == 1 ? NAME : NAME + "-" + i);
            if (isFree(session, path)) {
                return path;
            }
        }
        return session.here().resolve(NAME);
    }

    private static boolean isFree(Session session, Path path) throws IOException {
        return session.world().disk().facts(path).isEmpty()
                || session.world().disk().list(path).isEmpty();
    }
}
