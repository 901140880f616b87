package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterruptTest {
    private final List<Integer> halts = new ArrayList<>();
    private final Interrupt interrupt = new Interrupt(halts::add);

    @Test
    void nothingIsAskedAtFirst() {
        assertFalse(interrupt.getAsBoolean());
        assertEquals(OptionalInt.empty(), interrupt.exitCode());
    }

    @Test
    void theFirstRequestIsNotedAndWakesWhoeverWaits() {
        List<String> woken = new ArrayList<>();
        interrupt.onRequest(() -> woken.add("watch"));

        interrupt.raise(Interrupt.TERMINATED);

        assertTrue(interrupt.getAsBoolean());
        assertEquals(OptionalInt.of(143), interrupt.exitCode());
        assertEquals(List.of("watch"), woken);
        assertEquals(List.of(), halts);
    }

    @Test
    void theSecondRequestEndsTheProcessAtOnce() {
        interrupt.raise(Interrupt.TERMINATED);
        interrupt.raise(Interrupt.CTRL_C);

        assertEquals(List.of(130), halts);
        assertEquals(OptionalInt.of(143), interrupt.exitCode());
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143"})
    void aRealSignalLetsTheProcessFinishItsOperation(String signal, int code) throws Exception {
        Process process = start(Finishing.class);

        kill(process, signal);

        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it hangs");
        assertEquals("finished", process.inputReader().readLine());
        assertEquals(code, process.exitValue());
    }

    @Test
    void aSecondRealSignalEndsEvenAProcessThatDoesNotListen() throws Exception {
        Process process = start(Deaf.class);

        kill(process, "INT");
        assertEquals("noted", process.inputReader().readLine());
        kill(process, "INT");

        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it hangs");
        assertEquals(130, process.exitValue());
    }

    /** Waits for a request, finishes, and ends with its code. */
    static final class Finishing {
        public static void main(String[] arguments) throws InterruptedException {
            Interrupt interrupt = new Interrupt(Runtime.getRuntime()::halt);
            CountDownLatch asked = new CountDownLatch(1);
            interrupt.onRequest(asked::countDown);
            interrupt.arm();
            System.out.println("ready");
            asked.await();
            System.out.println("finished");
            System.exit(interrupt.exitCode().orElse(1));
        }
    }

    /** Notes a request and goes on for ever. */
    static final class Deaf {
        public static void main(String[] arguments) throws InterruptedException {
            Interrupt interrupt = new Interrupt(Runtime.getRuntime()::halt);
            interrupt.onRequest(() -> System.out.println("noted"));
            interrupt.arm();
            System.out.println("ready");
            new CountDownLatch(1).await();
        }
    }

    private static Process start(Class<?> program) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertEquals("ready", process.inputReader().readLine());
        return process;
    }

    private static void kill(Process process, String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
        assertTrue(kill.waitFor(10, TimeUnit.SECONDS), "kill hangs");
    }
}
