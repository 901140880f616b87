package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.problem.AuditCode;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every way a command can end, seen from outside. */
class AgentCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Interrupt interrupt = new Interrupt(code -> {
        throw new IllegalStateException("halted with " + code);
    });

    /** What a command may do. */
    private interface Work {
        ExitCode run(Session session) throws IOException, InterruptedException;
    }

    @Test
    void whatItAnswersIsTheExitCode() {
        assertEquals(3, end(session -> {
            session.out().print("two plans wait");
            return ExitCode.PERSON;
        }));
        assertEquals("two plans wait\n", text(out));
        assertEquals("", text(err));
    }

    @Test
    void aProblemIsShownInFourPartsWithItsCode() {
        assertEquals(6, end(session -> {
            throw new ProblemException(new Problem(
                    AuditCode.BROKEN,
                    "The audit log was altered.",
                    "Audit_Log.md:12",
                    "line 12\ndiffers",
                    "See verify."));
        }));
        assertEquals("""
                agent: The audit log was altered. [E-AUDIT-01]
                  where:  Audit_Log.md:12
                  why:    line 12
                          differs
                  next:   See verify.
                """, text(err));
    }

    @Test
    void failuresOfTheDiskAreToldApartAndEndWithSeven() {
        assertEquals(7, end(session -> {
            throw new FileSystemException("/v/Inbox/a.md", null, "No space left on device");
        }));
        assertEquals("""
                agent: The disk is full. [E-DISK-01]
                  where:  /v/Inbox/a.md
                  why:    No space left on device
                  next:   Free some space and run again; nothing was lost.
                """, text(err));
    }

    @Test
    void aFailureThatTravelledUncheckedIsStillTheDisk() {
        assertEquals(7, end(session -> {
            throw new UncheckedIOException(new AccessDeniedException("/v/agent.yaml"));
        }));
        assertTrue(
                text(err).startsWith("agent: A file or folder may not be read or written. [E-DISK-03]\n"), text(err));
    }

    @Test
    void aFaultOfOursSaysWhatToSendAndQuotesNothingPrivate() {
        assertEquals(9, end(session -> {
            throw new IllegalStateException("Jo owes 12 EUR", new IOException("jo@acme.example"));
        }));
        String shown = text(err);
        assertTrue(shown.startsWith("agent: A fault of ours stopped the command. [E-COMMAND-02]\n"), shown);
        assertTrue(shown.contains("  where:  agent\n  why:    IllegalStateException\n"), shown);
        assertTrue(shown.contains("  agent 0.1.0 (Factotum), Java "), shown);
        assertTrue(shown.contains("    at dev.factotum.cli.AgentCommandTest"), shown);
        assertTrue(shown.contains("  caused by java.io.IOException\n"), shown);
        assertFalse(shown.contains("Jo owes") || shown.contains("jo@acme"), shown);
    }

    @Test
    void anErrorOfTheMachineIsAFaultToo() {
        assertEquals(9, end(session -> {
            throw new StackOverflowError();
        }));
    }

    @Test
    void aCommandThatWasAskedToStopEndsWithItsSignal() {
        assertEquals(130, end(session -> {
            interrupt.raise(Interrupt.CTRL_C);
            return ExitCode.FAILED;
        }));
    }

    @Test
    void aCommandThatWasWokenFromWaitingEndsLikeCtrlC() {
        assertEquals(130, end(session -> {
            throw new InterruptedException();
        }));
    }

    private int end(Work work) {
        Terminal terminal = new Terminal(new ByteArrayInputStream(new byte[0]), out, err, Traits.PIPES);
        Surroundings surroundings = new Surroundings(
                terminal,
                Map.of(),
                Path.of("/nowhere"),
                () -> {
                    throw new IllegalStateException();
                },
                interrupt);
        int exit = new Agent(surroundings).perform("agent", new AgentCommand() {
            @Override
            protected ExitCode run(Session session) throws IOException, InterruptedException {
                return work.run(session);
            }
        });
        terminal.flush();
        return exit;
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
