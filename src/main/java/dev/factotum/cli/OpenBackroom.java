package dev.factotum.cli;

import dev.factotum.engine.Engine;
import dev.factotum.engine.Request;
import dev.factotum.intake.Intake;
import dev.factotum.intake.IntakeOutcome;
import dev.factotum.mcp.server.Backroom;
import dev.factotum.memory.Memory;
import dev.factotum.problem.ItemCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.vault.MatterId;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the server of other programs needs of intake, engine and memory. */
record OpenBackroom(Intake intake, Engine engine, Memory memory) implements Backroom {
    @Override
    public String preview(MatterId id, Request request) {
        return intake.preview(id, request);
    }

    @Override
    public void take(MatterId id, Request request) throws IOException {
        switch (intake.request(id, request)) {
            case IntakeOutcome.Taken _, IntakeOutcome.Duplicate _ -> {}
            case IntakeOutcome.NotReady(String name, var _) ->
                throw new ProblemException(new Problem(
                        ItemCode.NOT_TAKEN,
                        "It could not be taken in now",
                        name,
                        "another process is at it",
                        "Ask again with the same idempotency key."));
            case IntakeOutcome.Failed(Problem problem) -> throw new ProblemException(problem);
        }
    }

    @Override
    public void plan(Path note) throws IOException {
        var pass = engine.pass(List.of(note));
        if (!pass.faults().isEmpty()) {
            throw pass.faults().getFirst();
        }
    }

    @Override
    public List<Remembered> remembered(String words, Optional<String> client, int most) throws IOException {
        try {
            return memory.search(words, client, most).stream()
                    .map(text -> new Remembered(
                            text.path(), text.provenance().name().toLowerCase(Locale.ROOT), text.words()))
                    .toList();
        } catch (InterruptedException ending) {
            throw new InterruptedIOException("the program was asked to end");
        }
    }
}
