package dev.factotum.job;

import static dev.factotum.job.Office.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factotum.tool.Tool;
import dev.factotum.vault.PipelineScan;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import dev.factotum.world.Person;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A vault's owner at work on an in-memory disk, with the office that answers: every test of one gets a fresh one. */
final class Sam implements AutoCloseable {
    static final Path TRAY = ROOT.resolve("Pending_Approval");
    static final Path APPROVED = ROOT.resolve("Approved");

    private final TestWorld world;
    private Office office;
    private final List<Tool> tools;
    private final Optional<Thinker> model;

    /** @param settings more lines for agent.yaml */
    Sam(long seed, String settings, Tool... tools) throws IOException {
        this(seed, settings, Optional.empty(), tools);
    }

    /** @param model plans what no rule plans */
    Sam(long seed, String settings, Optional<Thinker> model, Tool... tools) throws IOException {
        this.world = TestWorld.seeded(seed);
        Office.found(world);
        Path file = ROOT.resolve("agent.yaml");
        person().write(file, person().read(file) + settings);
        this.tools = List.of(tools);
        this.model = model;
        this.office = another();
        office.wait(Duration.ofMinutes(1));
    }

    Office office() {
        return office;
    }

    /** The process ends and another one begins. */
    void restart() throws IOException {
        office.close();
        office = another();
    }

    /** Another process in the same vault. */
    Office another() throws IOException {
        return new Office(world, tools, () -> false, model);
    }

    Person person() {
        return world.disk().person();
    }

    /** Writes a note and leaves it alone for long enough. */
    void write(String path, String text) {
        person().write(ROOT.resolve(path), text);
        office.wait(Duration.ofSeconds(40));
    }

    void work() throws IOException {
        office.wait(Duration.ofSeconds(40));
        office.work();
    }

    /** A hand-written plan on its way into the tray. */
    String plan(String name, String body) throws IOException {
        write("Needs_Action/" + name + ".md", "# " + name + "\n\n" + body);
        work();
        return tray(name);
    }

    String tray(String name) {
        return person().read(TRAY.resolve(name + ".md"));
    }

    /** Edits a plan that waits. */
    void edit(String name, String from, String to) {
        String text = tray(name);
        if (!text.contains(from)) {
            throw new AssertionError("no " + from + " in\n" + text);
        }
        person().write(TRAY.resolve(name + ".md"), text.replace(from, to));
    }

    void tick(String name, String box) {
        edit(name, "- [ ] " + box, "- [x] " + box);
    }

    void move(String name, String to) {
        person().move(TRAY.resolve(name + ".md"), ROOT.resolve(to).resolve(name + ".md"));
    }

    /** A note in the tray as commands find it. */
    Seen seen(String name) throws IOException {
        return new PipelineScan(office.vault(), false)
                .look(Stage.PENDING_APPROVAL, name + ".md")
                .orElseThrow();
    }

    static String post(String text) {
        return "- [ ] **Post**\n\n```step\nskill: x.post\ntext: " + text + "\n```\n";
    }

    static String send(String text) {
        return "- [ ] **Send**\n\n```step\nskill: fake.send\naccount: sandbox\ntext: " + text + "\n```\n";
    }

    String sent(String channel) {
        return String.join("\n=====\n", office.notes("Outbox/" + channel).values());
    }

    String log() {
        return person().read(ROOT.resolve("Audit_Log.md"));
    }

    /** Also looks whether the vault is in order. */
    @Override
    public void close() {
        office.close();
        assertEquals(List.of(), new VaultChecker(person(), ROOT).atRest());
    }
}
