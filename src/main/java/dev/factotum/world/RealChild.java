package dev.factotum.world;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A child of this process. */
final class RealChild implements Child {
    private final Process process;

    private RealChild(Process process) {
        this.process = process;
    }

    static Child start(Launch launch) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(launch.command()).directory(launch.folder().toFile());
        builder.environment().clear();
        try {
            builder.environment().putAll(launch.environment());
        } catch (IllegalArgumentException odd) {
            // Its message would hold the value, which may be a secret.
            throw new IOException("a variable of its environment has a name or value that no program can be given");
        }
        return new RealChild(builder.start());
    }

    @Override
    public OutputStream input() {
        return process.getOutputStream();
    }

    @Override
    public InputStream output() {
        return process.getInputStream();
    }

    @Override
    public InputStream errors() {
        return process.getErrorStream();
    }

    @Override
    public boolean alive() {
        return process.isAlive();
    }

    @Override
    public OptionalInt exit(Duration most) throws InterruptedException {
        return process.waitFor(Math.max(0, most.toNanos()), TimeUnit.NANOSECONDS)
                ? OptionalInt.of(process.exitValue())
                : OptionalInt.empty();
    }

    @Override
    public void close() {
        Program.kill(process);
    }
}
