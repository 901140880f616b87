package dev.factotum.cli;

import dev.factotum.Version;
import dev.factotum.problem.CommandCode;
import dev.factotum.problem.Problem;
import dev.factotum.vault.DiskTrouble;
import dev.factotum.world.DiskFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Turns what was thrown into a problem that a person can read. */
final class Failures {
    private static final int FRAMES = 12;
    private static final int CAUSES = 4;

    private Failures() {}

    /** A failure of the disk underneath. */
    static Problem disk(IOException failure) {
        return DiskTrouble.of(failure);
    }

    /** Results that could not be written to stdout. */
    static Problem output(IOException failure) {
        return new Problem(
                CommandCode.NO_OUTPUT,
                CommandCode.NO_OUTPUT.meaning(),
                "standard output",
                DiskFailure.words(failure),
                CommandCode.NO_OUTPUT.remedy());
    }

    /** A fault of ours. @param command as typed, {@code agent run} */
    static Problem fault(String command, Throwable fault) {
        return new Problem(
                CommandCode.FAULT,
                CommandCode.FAULT.meaning(),
                command,
                fault.getClass().getSimpleName(),
                CommandCode.FAULT.remedy());
    }

    /**
     * What to send us: the version, the machine, and where in our code it happened.
     *
     * @param messages false leaves out what the exceptions say, for it may quote private text
     */
    static String report(Throwable fault, boolean messages) {
        StringBuilder report = new StringBuilder("  " + Version.LINE + ", Java " + System.getProperty("java.version")
                + ", " + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch") + "\n");
        Optional<Throwable> next = Optional.of(fault);
        for (int depth = 0; depth < CAUSES && next.isPresent(); depth++) {
            Throwable thrown = next.get();
            report.append("  ")
                    .append(depth == 0 ? "" : "caused by ")
                    .append(thrown.getClass().getName())
                    .append(messages && thrown.getMessage() != null ? ": " + thrown.getMessage() : "")
                    .append('\n');
            StackTraceElement[] frames = thrown.getStackTrace();
            for (int frame = 0; frame < Math.min(FRAMES, frames.length); frame++) {
                report.append("    at ").append(frames[frame]).append('\n');
            }
            next = Optional.ofNullable(thrown.getCause());
        }
        return report.toString();
    }

    /** The failure that travelled unchecked. */
    static IOException cause(UncheckedIOException carrier) {
        IOException cause = carrier.getCause();
        return cause == null ? new IOException(carrier) : cause;
    }
}
