package dev.factotum.cli;

import dev.factotum.engine.Pass;
import dev.factotum.intake.IntakeOutcome;
import dev.factotum.intake.Submission;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.PipelineScan;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import dev.factotum.world.TestProcesses;
import dev.factotum.world.World;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A real vault in a temporary folder, worked on by real command lines. */
final class Shop {
    private final World world;
    private final Path root;

    private Shop(World world, Path root) {
        this.world = world;
        this.root = root;
    }

    /** A new vault with sandbox accounts, whose executor is this process. */
    static Shop in(Path folder) throws IOException {
        World real = World.real();
        TestProcesses process = new TestProcesses(
                ProcessHandle.current().pid(), real.processes().started(), folder.resolve("state"), Map.of());
        World world = new World(real.disk(), real.clock(), real.ids(), process);
        Path root = Vault.create(world, folder.resolve("vault")).root();
        Shop shop = new Shop(world, root);
        shop.write("agent.yaml", """
                version: 1
                timezone: UTC
                owner: sam
                accounts:
                  studio: { channel: email, user: hello@studio.example }
                  shop: { channel: x, user: "@shop" }
                """);
        return shop;
    }

    /** The same vault as a command in another terminal of this machine sees it. */
    Shop otherTerminal() {
        TestProcesses process = new TestProcesses(
                world.processes().pid() + 1,
                world.processes().started(),
                world.processes().stateFolder(),
                Map.of());
        return new Shop(new World(world.disk(), world.clock(), world.ids(), process), root);
    }

    /** The same vault as another machine sees it. */
    Shop elsewhere() {
        TestProcesses process = new TestProcesses(
                ProcessHandle.current().pid(),
                world.processes().started(),
                root.resolveSibling("other-state"),
                Map.of());
        return new Shop(new World(world.disk(), world.clock(), world.ids(), process), root);
    }

    Path root() {
        return root;
    }

    World world() {
        return world;
    }

    Vault vault() throws IOException {
        return Vault.open(world, root);
    }

    AgentRun agent() {
        return AgentRun.in(root).world(world);
    }

    Path write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    String read(String path) throws IOException {
        return Files.readString(root.resolve(path));
    }

    /** A plan that posts on X and then writes a note, as a person writes it. */
    static String plan(String title) {
        return """
                # %s

                - [ ] **Post it**

                ```step
                id: s1
                skill: x.post
                account: shop
                ```

                ```text text
                Hello #%s
                ```

                - [ ] **Keep a note**

                ```step
                id: s2
                skill: vault.note
                path: Notes/%s.md
                text: done
                ```
                """.formatted(title, title.replace(" ", ""), title);
    }

    /** Hands words over and lets the engine work on everything once; answers the new matter's id. */
    MatterId add(String text) throws IOException {
        try (Workplace workplace = workplace()) {
            Submission submission =
                    new Submission(new Submission.Content.Text(text), Optional.empty(), Optional.empty(), List.of());
            IntakeOutcome outcome = workplace.intake().add(submission);
            if (!(outcome instanceof IntakeOutcome.Taken(MatterId id, Path ignored))) {
                throw new AssertionError("not taken in: " + outcome);
            }
            pass(workplace);
            return id;
        }
    }

    /** One pass of the engine. */
    void pass() throws IOException {
        try (Workplace workplace = workplace()) {
            pass(workplace);
        }
    }

    private static void pass(Workplace workplace) throws IOException {
        Pass pass = workplace.engine().pass();
        if (!pass.problems().isEmpty() || !pass.faults().isEmpty()) {
            throw new AssertionError(pass.problems() + " " + pass.faults());
        }
    }

    Workplace workplace() throws IOException {
        Terminal nowhere = new Terminal(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                Traits.PIPES);
        Surroundings surroundings = new Surroundings(nowhere, Map.of(), root, () -> world, new Interrupt(code -> {}));
        return Workplace.open(new Session(surroundings, new Options()), event -> {});
    }

    /** The file of an open matter. */
    Path file(MatterId id) throws IOException {
        return new PipelineScan(vault(), false)
                .look(EnumSet.allOf(Stage.class)).seen().stream()
                        .filter(seen -> seen.id().equals(Optional.of(id)))
                        .map(Seen::path)
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no file carries " + id));
    }

    /** The file of a matter at rest, of the month that runs. */
    Path file(MatterId id, String folder) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> contains(file, "id: " + id))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no file in " + folder + " carries " + id));
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names in a pipeline folder, sorted, folders left out. */
    List<String> names(Stage stage) throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve(stage.folder()))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
