package dev.factotum.job;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

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

    /**
     * The vault on a disk that a process serves, bindfs(1): what is done in here passes through that process, and stands in the
     * vault's own folder at once. It ends, and the mount with it, with the input of the one that holds the mounts.
     */
    static Mounts fuse(RealVault vault) throws IOException {
        String root = vault.root().toString();
        Process holder = new ProcessBuilder(
                        "unshare",
                        "-m",
                        "--propagation",
                        "private",
                        "sh",
                        "-c",
                        "bindfs -f \"$0\" \"$0\" & "
                                + "until grep -q \" $0 fuse\" /proc/self/mounts; do kill -0 $! && sleep 0.05 || exit; done; "
                                + "echo ready; cat; kill $!; wait",
                        root)
                .redirectError(Redirect.INHERIT)
                .start();
        if (holder.getInputStream().read() != 'r') {
            holder.destroyForcibly();
            throw new IOException("bindfs serves no disk here");
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
        return agent(vault, words);
    }

    /** Runs the program of a machine in the vault. */
    Ended agent(RealVault machine, String... words) throws IOException, InterruptedException {
        return machine.under(inVault(), words);
    }

    /** Starts the program of a machine in the vault. */
    AgentProcess start(RealVault machine, String... words) throws IOException {
        return machine.agentUnder(inVault(), words);
    }

    private List<String> inVault() {
        List<String> program = inside();
        program.addAll(
                List.of("sh", "-c", "cd \"$0\" && exec \"$@\"", vault.root().toString()));
        return program;
    }

    private List<String> inside() {
        return new ArrayList<>(List.of("nsenter", "-t", String.valueOf(holder.pid()), "-m"));
    }

    @Override
    public void close() throws IOException {
        holder.getOutputStream().close();
        try {
            if (holder.waitFor(Campaign.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        holder.destroyForcibly();
    }
}
