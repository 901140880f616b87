package dev.factotum.skill;

import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Processes;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Bubblewrap, where it is there and works: a script sees the system's programs, its own files and its scratch folder, and
 * nothing else of this machine. Where there is none, only the system's own permissions stand in its way.
 *
 * @param program the path of {@code bwrap}; empty where there is none that works
 */
public record Confinement(Optional<String> program) {
    private static final Duration TRIAL = Duration.ofSeconds(5);
    private static final List<String> SYSTEM = List.of("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32");
    private static final List<String> SETTINGS = List.of(
            "/etc/alternatives",
            "/etc/ssl",
            "/etc/ca-certificates",
            "/etc/pki",
            "/etc/resolv.conf",
            "/etc/hosts",
            "/etc/nsswitch.conf",
            "/etc/localtime",
            "/etc/ld.so.cache",
            "/nix/store");

    /** Looks for it and tries it once. */
    public static Confinement find(World world) throws InterruptedException {
        Processes processes = world.processes();
        Optional<Path> found = Programs.find(world.disk(), "bwrap", processes.environment());
        if (found.isEmpty()) {
            return new Confinement(Optional.empty());
        }
        String bwrap = found.get().toString();
        try {
            List<String> trial = new ArrayList<>(List.of(bwrap, "--unshare-all", "--die-with-parent"));
            trial.addAll(List.of("--ro-bind", "/", "/", "--", "/usr/bin/true"));
            boolean works =
                    processes.run(trial, TRIAL, 1_000) instanceof Processes.Ran.Ended(int exit, byte[] _) && exit == 0;
            return new Confinement(works ? Optional.of(bwrap) : Optional.empty());
        } catch (IOException notStarted) {
            return new Confinement(Optional.empty());
        }
    }

    public boolean there() {
        return program.isPresent();
    }

    /**
     * The command that runs another one shut in.
     *
     * @param program where the command's first word stands, for what it needs of its own installation
     * @param home the person's own folder, which is never shown as a whole
     */
    List<String> around(
            List<String> command, Path program, Scratch scratch, boolean network, Disk disk, Optional<Path> home)
            throws IOException {
        List<String> words = new ArrayList<>(List.of(this.program.orElseThrow(), "--unshare-all"));
        if (network) {
            words.add("--share-net");
        }
        words.addAll(List.of("--die-with-parent", "--new-session", "--cap-drop", "ALL"));
        words.addAll(List.of("--ro-bind", "/usr", "/usr"));
        for (String folder : SYSTEM) {
            Path path = Path.of(folder);
            Optional<FileFacts> facts = disk.facts(path);
            if (facts.isPresent() && facts.get().kind() == FileFacts.Kind.LINK) {
                words.addAll(List.of("--symlink", disk.real(path).toString(), folder));
            } else if (facts.isPresent()) {
                words.addAll(List.of("--ro-bind", folder, folder));
            }
        }
        SETTINGS.forEach(path -> words.addAll(List.of("--ro-bind-try", path, path)));
        installation(program, home).ifPresent(path -> words.addAll(List.of("--ro-bind", path, path)));
        words.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"));
        words.addAll(
                List.of("--ro-bind", scratch.files().toString(), scratch.files().toString()));
        words.addAll(List.of("--bind", scratch.work().toString(), scratch.work().toString()));
        words.addAll(List.of("--chdir", scratch.work().toString(), "--"));
        words.addAll(command);
        return words;
    }

    /** Where a program of the person's own is installed, such as {@code ~/.pyenv}; never all of their folder. */
    private static Optional<String> installation(Path program, Optional<Path> home) {
        if (program.startsWith("/usr") || program.startsWith("/bin") || program.startsWith("/sbin")) {
            return Optional.empty();
        }
        Path folder = program.getParent();
        Path above = folder == null ? null : folder.getParent();
        if (folder == null || above == null || above.getNameCount() == 0) {
            return Optional.empty();
        }
        boolean broad = home.filter(own -> own.startsWith(above) || above.equals(own.resolve(".local")))
                .isPresent();
        return Optional.of((broad ? folder : above).toString());
    }
}
