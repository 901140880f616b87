package dev.factotum.cli;

import dev.factotum.audit.AuditEvent;
import dev.factotum.problem.ExitCode;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.Vault;
import dev.factotum.watch.Hints;
import dev.factotum.watch.Watch;
import java.io.IOException;
import picocli.CommandLine.Command;

@Command(
        name = "watch",
        description = "Stay at work: take up what is dropped, ticked or moved, as it happens.",
        footer = {"", "Ctrl-C finishes the file at hand and ends. Two of them on one vault do no harm."})
final class WatchCommand extends AgentCommand {
    @Override
    @SuppressWarnings("try") // holding the mark is its whole use
    protected ExitCode run(Session session) throws IOException, InterruptedException {
        Out out = session.out();
        WatchScreen screen = new WatchScreen(out, session.world().clock());
        try (Workplace workplace = Workplace.open(session, (AuditEvent event) -> screen.event(event));
                Hints hints = Hints.of(session.world().disk(), workplace.vault().root());
                Claim mark = mark(workplace.vault())) {
            Interrupt interrupt = session.interrupt();
            interrupt.onRequest(hints::wake);
            screen.open(workplace);
            hints.deaf()
                    .ifPresent(why -> screen.say("The system reports no changes (" + why
                            + "); everything is looked at every 30 seconds instead."));
            WatchRounds rounds = new WatchRounds(workplace, screen);
            try {
                new Watch(
                                session.world().clock(),
                                workplace.parts().leaps(),
                                hints,
                                rounds,
                                () -> interrupt.getAsBoolean() || out.closed())
                        .run();
            } finally {
                screen.close();
            }
            rounds.end();
        }
        return ExitCode.DONE;
    }

    /** Tells {@code agent status} that a watch runs; one that cannot say so, on a read-only disk, works all the same. */
    private static Claim mark(Vault vault) {
        try {
            return vault.holders().watching().orElse(() -> {});
        } catch (IOException notHere) {
            return () -> {};
        }
    }
}
