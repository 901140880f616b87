package dev.factotum.cli;

import dev.factotum.engine.Assessor.EngineVault;
import dev.factotum.mcp.server.Scope;
import dev.factotum.mcp.server.Serving;
import dev.factotum.problem.ExitCode;
import dev.factotum.world.Threads;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(
        name = "serve",
        description = "Serve this vault to a program that speaks MCP. Whatever it asks for waits for a person.",
        footer = {
            "",
            "  {\"mcpServers\": {\"office\": {\"command\": \"agent\", \"args\": [\"--vault\", \"/path/to/vault\", \"mcp\", \"serve\"]}}}",
        })
final class McpServe extends AgentCommand {
    @Override
    protected ExitCode run(Session session) throws IOException, InterruptedException {
        try (Workplace workplace = Workplace.open(session, event -> {})) {
            session.interrupt();
            Serving serving = new Serving(
                    new EngineVault(workplace.vault(), workplace.parts().toolbox()),
                    workplace::settings,
                    workplace.backroom());
            stdio(session, serving, Scope.whole());
            return ExitCode.DONE;
        }
    }

    /** Reading a pipe cannot be cut short: where the person stops us, the thread that reads is left behind. */
    private static void stdio(Session session, Serving serving, Scope scope) throws IOException, InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
        session.onInterrupt(end::countDown);
        Threads.start("mcp-stdio", (_, _) -> end.countDown(), () -> {
            try {
                serving.stdio(scope, session.pipes().pipeIn(), session.pipes().pipeOut());
            } catch (IOException gone) {
                failure.set(gone);
            } finally {
                end.countDown();
            }
        });
        end.await();
        IOException gone = failure.get();
        if (gone != null && !session.interrupted()) {
            throw gone;
        }
    }
}
