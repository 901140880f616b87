package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A vault on the real disk with a state folder beside it, laid down by the program; gone when closed. */
final class RealVault implements AutoCloseable {
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    private static final Pattern SIMULATED =
            Pattern.compile("\"ev\":\"simulated\",\"matter\":\"([^\"]+)\",[^\n]*?\"step\":\"([^\"]+)\"");

    private final Path folder;
    private final Path state;

    private RealVault(Path folder) {
        this(folder, folder.resolve("state"));
    }

    private RealVault(Path folder, Path state) {
        this.folder = folder;
        this.state = state;
    }

    static RealVault found() throws IOException, InterruptedException {
        RealVault vault = new RealVault(Campaign.folder());
        Files.createDirectories(vault.root());
        Files.createDirectories(vault.folder.resolve("outside"));
        vault.ran(0, "init", "--no-input", ".");
        return vault;
    }

    Path root() {
        return folder.resolve("vault");
    }

    /** The same vault as a process sees it whose root folder is shown here; to be read only. */
    RealVault through(Path slash) {
        return new RealVault(slash.resolve(Path.of("/").relativize(folder)));
    }

    Path state() {
        return state;
    }

    /** The same vault to a machine with a state of its own; to be closed as this one. */
    RealVault ofAnotherMachine() {
        return new RealVault(folder, folder.resolve("outside/state"));
    }

    /** Beside the vault and its state: for what a test keeps. */
    Path outside() {
        return folder.resolve("outside");
    }

    AgentProcess agent(String... words) throws IOException {
        return AgentProcess.start(root(), state(), List.of(words));
    }

    /** Starts a command under another program, which gives way to it. */
    AgentProcess agentUnder(List<String> program, String... words) throws IOException {
        return AgentProcess.start(root(), state(), program, List.of(words));
    }

    /** Runs a command to its end under another program, such as a tracer. */
    Ended under(List<String> program, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(program);
        command.addAll(AgentProcess.command(List.of(words)));
        return Ended.of(root(), outside().resolve("said"), AgentProcess.environment(state()), command);
    }

    /** Runs a command to its end and answers what it said. */
    String ran(int exit, String... words) throws IOException, InterruptedException {
        try (AgentProcess agent = agent(words)) {
            assertEquals(exit, agent.exit(), agent.said());
            return agent.said();
        }
    }

    /** A file that was finished long ago and is moved in now, as from another folder of the same disk. */
    void drop(String path, String text) throws IOException {
        Path outside = folder.resolve("outside/drop");
        Files.writeString(outside, text);
        Files.setLastModifiedTime(outside, FileTime.from(LONG_AGO));
        Files.move(outside, root().resolve(path), StandardCopyOption.ATOMIC_MOVE);
    }

    /** A plan that a person wrote and approved: one post. */
    void approved(String name, String words) throws IOException {
        drop("Approved/" + name + ".md", "# " + name + "\n\n```step\nskill: x.post\ntext: " + words + "\n```\n");
    }

    /** Moves a matter, as a person does. */
    void move(String name, String from, String to) throws IOException {
        Files.move(
                root().resolve(from).resolve(name), root().resolve(to).resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** A message with a subject that no rule of the template answers by itself. */
    static String mail(int number) {
        return """
                From: Jo Peters <jo%d@acme.example>
                To: hi@studio.example
                Subject: Where is invoice %d?
                Message-ID: <%d@acme.example>

                Hi, could you send invoice %d again? Thanks, Jo
                """.formatted(number, number, number, number).replace("\n", "\r\n");
    }

    /** The names of the visible files in a folder, in its folders too. */
    List<String> names(String path) throws IOException {
        Path from = root().resolve(path);
        if (!Files.isDirectory(from)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!String.valueOf(file.getFileName()).startsWith(".")) {
                    names.add(from.relativize(file).toString());
                }
                return FileVisitResult.CONTINUE;
            }

            // A process at work took it away meanwhile.
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
        names.sort(null);
        return names;
    }

    /** Something about the vault that processes bring about. */
    interface Awaited {
        boolean holds() throws IOException;
    }

    /** Waits for it. */
    static boolean comes(Awaited awaited) throws IOException, InterruptedException {
        return comes(Campaign.PATIENCE, awaited);
    }

    /** Waits for it at most so long. */
    static boolean comes(Duration patience, Awaited awaited) throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!awaited.holds()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(100);
        }
        return true;
    }

    /** What was sent on a channel, as far as a person looks: the text of each file. */
    Collection<String> sent(String channel) {
        return VaultReader.real()
                .files(root().resolve("Outbox").resolve(channel))
                .values();
    }

    /** How often each word of a kind stands in what was sent. */
    Map<String, Long> sentWords(String channel, Pattern word) {
        return sent(channel).stream()
                .flatMap(text -> word.matcher(text).results().map(MatchResult::group))
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }

    /** How often the chain says of each step that it was carried out. */
    Map<String, Long> recorded() {
        return VaultReader.real().files(root().resolve(".agent/audit")).values().stream()
                .flatMap(text -> SIMULATED.matcher(text).results())
                .collect(Collectors.groupingBy(
                        line -> line.group(1) + " " + line.group(2), TreeMap::new, Collectors.counting()));
    }

    /** What must hold now that no process works here. */
    void inOrder() throws IOException, InterruptedException {
        assertEquals(List.of(), new VaultChecker(VaultReader.real(), root()).atRest());
        ran(0, "log", "verify");
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
