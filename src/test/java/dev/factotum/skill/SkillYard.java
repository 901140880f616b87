package dev.factotum.skill;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.secret.Secrets;
import dev.factotum.tool.Account;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Call;
import dev.factotum.tool.Conversation;
import dev.factotum.tool.Mode;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Tool;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Vault;
import dev.factotum.world.Disk;
import dev.factotum.world.TestProcesses;
import dev.factotum.world.World;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A real vault in which skills are written and run, with the person's variables and home beside it. */
final class SkillYard {
    static final MatterId MATTER = new MatterId("01KAGRZ3M8D2V6Q4T0X9N5C7BH");

    private final Vault vault;
    private final SkillBook book;
    private final SkillRuns runs;

    private SkillYard(Vault vault, SkillRuns runs) {
        this.vault = vault;
        this.runs = runs;
        this.book = new SkillBook(vault, runs);
    }

    static SkillYard in(Path folder, Map<String, String> environment) throws IOException {
        return in(folder, environment, (operation, path) -> {});
    }

    /** What happens before an operation of the disk at a path. */
    interface Trouble {
        void at(String operation, Path path) throws IOException;
    }

    private static Disk troubled(Disk disk, Trouble trouble) {
        return (Disk) Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (proxy, method, arguments) -> {
                    if (arguments != null && arguments[0] instanceof Path path) {
                        trouble.at(method.getName(), path);
                    }
                    try {
                        return method.invoke(disk, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    static SkillYard in(Path folder, Map<String, String> environment, Trouble trouble) throws IOException {
        World real = World.real();
        TestProcesses process = new TestProcesses(
                ProcessHandle.current().pid(), real.processes().started(), folder.resolve("state"), environment);
        World world = new World(troubled(real.disk(), trouble), real.clock(), real.ids(), process);
        Vault vault = Vault.create(world, folder.resolve("vault"));
        return new SkillYard(vault, new SkillRuns(vault, new Secrets(world, vault.root(), secret -> {})));
    }

    Vault vault() {
        return vault;
    }

    SkillBook book() {
        return book;
    }

    SkillRuns runs() {
        return runs;
    }

    /** As another process would read the shelf. */
    SkillBook freshBook() {
        return new SkillBook(vault, runs);
    }

    Path write(String path, String text) throws IOException {
        Path file = vault.root().resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** A skill that runs a POSIX script. @param keys more lines below metadata, each indented by two */
    void script(String name, String keys, String script) throws IOException {
        write("Skills/" + name + "/SKILL.md", """
                ---
                name: %s
                description: A trial.
                metadata:
                  factotum.run: run.sh
                %s---

                ```yaml schema
                properties:
                  who: { type: string }
                ```

                ```yaml result
                properties:
                  greeting: { type: string }
                ```
                """.formatted(name, keys.isEmpty() ? "" : keys + "\n"));
        Path file = write("Skills/" + name + "/run.sh", "#!/bin/sh\n" + script);
        assert file.toFile().setExecutable(true);
    }

    void trust(String name) throws IOException {
        SkillBook book = freshBook();
        if (!book.trust(book.find(name).orElseThrow().skill().orElseThrow(), "sam")) {
            throw new AssertionError("not trusted");
        }
    }

    Tool tool(String name) {
        return freshBook().tools().stream()
                .filter(tool -> tool.id().value().equals("skill." + name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no tool skill." + name));
    }

    Outcome run(String name) throws InterruptedException {
        return run(name, List.of());
    }

    Outcome run(String name, List<AttachedFile> files) throws InterruptedException {
        return tool(name).call(call(Duration.ofSeconds(30), files));
    }

    static Call call(Duration most, List<AttachedFile> files) {
        ObjectNode arguments = JsonNodeFactory.instance.objectNode().put("who", "Jo");
        Instant now = Instant.now();
        return new Call(
                MATTER,
                "A trial",
                "s1",
                "0123456789abcdef0123456789abcdef",
                new Account("skill", "skill", "trial", Mode.LIVE),
                arguments,
                files,
                Conversation.NONE,
                Map.of(),
                now,
                now.plus(most));
    }
}
