package dev.factotum.job;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Mounts that only the processes started here see; they are gone when this is closed, and when this process ends: the one
 * that holds them ends with its input.
 */
final class Mounts implements AutoCloseable {
    private final Process holder;
    private final RealVault vault;

    private Mounts(Process holder, RealVault vault) {
        this.holder = holder;
        this.vault = vault;
    }

    static Mounts around(RealVault vault) throws IOException {
        Process holder = new ProcessBuilder(
                        "unshare", "-m", "--propagation", "private", "sh", "-c", "echo ready; exec cat")
                .redirectError(Redirect.INHERIT)
                .start();
        if (holder.getInputStream().read() != 'r') {
            holder.destroyForcibly();
            throw new IOException("no mounts of our own can be had");
        }
        return new Mounts(holder, vault);
    }

    /** The vault as the processes in here see it. */
    RealVault seen() {
        return vault.through(Path.of("/proc", String.valueOf(holder.pid()), "root"));
    }

    /** Runs a command of the system that must succeed, and answers what it said. */
    String well(String... command) throws IOException, InterruptedException {
        List<String> all = inside();
        all.addAll(List.of(command));
        Ended ended = Ended.of(Path.of("/"), vault.outside().resolve("said"), Map.of(), all);
        if (ended.exit() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + ended);
        }
        return ended.said().strip();
    }

    /** Runs the program in the vault. */
    Ended agent(String... words) throws IOException, InterruptedException {
        List<String> program = inside();
        program.addAll(
                List.of("sh", "-c", "cd \"$0\" && exec \"$@\"", vault.root().toString()));
        return vault.under(program, words);
    }

    private List<String> inside() {
        return new ArrayList<>(List.of("nsenter", "-t", String.valueOf(holder.pid()), "-m"));
    }

    @Override
    public void close() {
        holder.destroyForcibly();
    }
}
