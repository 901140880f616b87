package dev.factotum.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program as a process of its own; closing ends it the hard way. */
final class AgentProcess implements AutoCloseable {
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "-Djdk.nio.file.WatchService.maxEventsPerPoll=200000");

    private static final int SIGINT = 2;

    private final Process process;
    private final Path said;
    private final String command;

    private AgentProcess(Process process, Path said, String command) {
        this.process = process;
        this.said = said;
        this.command = command;
    }

    /** @param state the person's state folder; @param words the command line; @param here where it is given */
    static AgentProcess start(Path here, Path state, List<String> words) throws IOException {
        return start(here, state, List.of(), words);
    }

    /** The same under another program, which gives way to it: env, nsenter. */
    static AgentProcess start(Path here, Path state, List<String> program, List<String> words) throws IOException {
        Path said = Files.createTempFile(Files.createDirectories(state.resolve("said")), words.getFirst(), ".txt");
        List<String> command = new ArrayList<>(program);
        command.addAll(command(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(here.toFile())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().putAll(environment(state));
        return new AgentProcess(builder.start(), said, String.join(" ", words));
    }

    /**
     * How the system starts it. A shell starts what runs in its background with SIGINT ignored, and so would every process
     * below; the program is to be started as from a terminal.
     */
    static List<String> command(List<String> words) {
        List<String> command = new ArrayList<>(deaf() ? List.of("env", "--default-signal=INT") : List.of());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.factotum.cli.Main"));
        command.addAll(words);
        return command;
    }

    /** True where this process ignores SIGINT, as {@code /proc/self/status} tells on Linux. */
    private static boolean deaf() {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return false;
        }
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .map(line -> new BigInteger(line.substring(7).strip(), 16))
                    .anyMatch(ignored -> ignored.testBit(SIGINT - 1));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Map<String, String> environment(Path state) {
        return Map.of("AGENT_STATE", state.toString(), "LC_ALL", "C.UTF-8");
    }

    /** What it has printed so far, errors among it. */
    String said() throws IOException {
        return Files.readString(said, StandardCharsets.UTF_8);
    }

    /** How many bytes it has printed so far. */
    long saidBytes() throws IOException {
        return Files.size(said);
    }

    boolean alive() {
        return process.isAlive();
    }

    /** SIGKILL; returns when the process is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM, then its exit code. */
    int stop() throws IOException, InterruptedException {
        process.destroy();
        return exit();
    }

    /** Sends a signal by its name, as a terminal does. */
    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        if (!kill.waitFor(Campaign.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("kill hangs");
        }
    }

    /** Waits for the end. */
    int exit() throws IOException, InterruptedException {
        if (!process.waitFor(Campaign.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError(this + " does not end; it said\n" + said());
        }
        return process.exitValue();
    }

    @Override
    public String toString() {
        return "agent " + command + " (" + process.pid() + ")";
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
