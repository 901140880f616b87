package dev.factotum.world;

import dev.factotum.world.Processes.Ran;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One program that is run to its end, or killed. */
final class Program {
    private Program() {}

    static Ran run(
            List<String> command, Map<String, String> environment, byte[] input, Duration deadline, int mostOutput)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        long end = System.nanoTime() + deadline.toNanos();
        Process process = builder.start();
        CompletableFuture<byte[]> said = new CompletableFuture<>();
        try {
            feed(process, input);
            Threads.start(
                    "output",
                    (thread, fault) -> said.completeExceptionally(fault),
                    () -> read(process, mostOutput, said));
            byte[] output = said.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (output.length > mostOutput) {
                return new Ran.TooMuch();
            }
            return process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)
                    ? new Ran.Ended(process.exitValue(), output)
                    : new Ran.Late();
        } catch (TimeoutException late) {
            return new Ran.Late();
        } catch (ExecutionException failed) {
            throw new IOException("its output cannot be read", failed.getCause());
        } finally {
            kill(process);
        }
    }

    /** A program need not read what it is given. */
    private static void feed(Process process, byte[] input) throws IOException {
        try (OutputStream in = process.getOutputStream()) {
            if (input.length > 0) {
                in.write(input);
            }
        } catch (IOException notRead) {
            if (input.length == 0) {
                throw notRead;
            }
        }
    }

    private static void read(Process process, int most, CompletableFuture<byte[]> said) {
        try (InputStream out = process.getInputStream()) {
            said.complete(out.readNBytes(most + 1));
        } catch (IOException failed) {
            said.completeExceptionally(failed);
        }
    }

    /** With all that it started. */
    static void kill(Process process) {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
