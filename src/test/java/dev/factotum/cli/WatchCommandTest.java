package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.vault.Stage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line {@code agent watch} on a real folder; every test waits for what it wants to see. */
class WatchCommandTest {
    private static final Traits.Screen SCREEN = new Traits.Screen(true, false, false, StandardCharsets.UTF_8);

    private final Shop shop;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Interrupt interrupt = new Interrupt(code -> {});
    private CompletableFuture<Integer> running = CompletableFuture.completedFuture(0);

    WatchCommandTest(@TempDir Path folder) throws IOException {
        shop = Shop.in(folder);
    }

    private void start(Shop where, Traits traits, String... options) {
        Terminal terminal = new Terminal(InputStream.nullInputStream(), out, err, traits);
        Surroundings surroundings = new Surroundings(terminal, Map.of(), shop.root(), where::world, interrupt);
        String[] arguments = new String[options.length + 1];
        arguments[0] = "watch";
        System.arraycopy(options, 0, arguments, 1, options.length);
        running = CompletableFuture.supplyAsync(() -> Agent.run(arguments, surroundings));
        await("it watches", () -> err().contains("Watching "));
    }

    private void start() {
        start(shop, Traits.PIPES);
    }

    @AfterEach
    void end() throws Exception {
        interrupt.raise(Interrupt.CTRL_C);
        running.get(30, TimeUnit.SECONDS);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private void await(String what, Callable<Boolean> condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        try {
            while (!condition.call()) {
                assertTrue(
                        System.nanoTime() < end,
                        () -> what + " did not come about; out:\n" + out() + "\nerr:\n" + err());
                assertFalse(running.isDone() && running.join() != 0, () -> "it ended:\n" + err());
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (Exception e) {
            throw new AssertionError(what, e);
        }
    }

    private void move(String from, String to) throws IOException {
        Files.move(shop.root().resolve(from), shop.root().resolve(to));
    }

    @Test
    void whatIsMovedIntoApprovedIsCarriedOutAndEachEventIsALine() throws IOException {
        shop.add(Shop.plan("Winter"));
        start();
        move("Pending_Approval/Winter.md", "Approved/Winter.md");
        await("the plan is done", () -> shop.names(Stage.COMPLETED).equals(List.of("Winter.md")));
        await(
                "the lines",
                () -> out().contains("approved    Winter  by sam (moved in the folder)\n")
                        && out().contains("simulated   Winter  s1 x.post"));
        await("the dashboard", () -> shop.read("Dashboard.md").contains("[[Winter]] · done"));
        assertFalse(err().contains("\r"), "no foot in a pipe");
    }

    @Test
    void whatIsDroppedIsTakenInAndPlanned() throws IOException {
        start();
        Path file = shop.root().resolve("winter.eml");
        Files.writeString(file, "From: a@b.example\nSubject: Winter\n\nHello\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
        Files.move(file, shop.root().resolve("Inbox/winter.eml"));
        await("it waits", () -> shop.names(Stage.PENDING_APPROVAL).equals(List.of("Winter.md")));
    }

    @Test
    void aTickCountsAfterItsGraceWithoutAnotherEvent() throws IOException {
        shop.write("agent.yaml", shop.read("agent.yaml") + "approval: { grace: 1s }\n");
        shop.add(Shop.plan("Winter"));
        start();
        Path file = shop.root().resolve("Pending_Approval/Winter.md");
        Files.writeString(file, Files.readString(file).replace("- [ ] **Approve**", "- [x] **Approve**"));
        await("the tick is taken up", () -> shop.names(Stage.COMPLETED).equals(List.of("Winter.md")));
    }

    @Test
    void aCopyOfAPlanInApprovedRunsNothing() throws IOException {
        shop.add(Shop.plan("Winter"));
        shop.add(Shop.plan("Another"));
        start();
        Files.copy(
                shop.root().resolve("Pending_Approval/Winter.md"), shop.root().resolve("Approved/Winter.md"));
        await("it is said", () -> err().contains("Two files have one id; neither is touched."));
        move("Pending_Approval/Another.md", "Approved/Another.md");
        await("another is done", () -> shop.names(Stage.COMPLETED).equals(List.of("Another.md")));
        assertEquals(List.of("Winter.md"), shop.names(Stage.APPROVED));
        assertFalse(shop.read("Audit_Log.md").contains("**approved** `Winter`"), shop.read("Audit_Log.md"));
    }

    @Test
    void aPauseHoldsAndADeletedNoteLetsGo() throws IOException {
        shop.add(Shop.plan("Winter"));
        start();
        shop.write("PAUSE.md", "# Paused\n");
        await("it says so", () -> err().contains("Paused: nothing that goes out starts."));
        move("Pending_Approval/Winter.md", "Approved/Winter.md");
        await("it was seen", () -> out().contains("approved    Winter"));
        assertEquals(List.of("Winter.md"), shop.names(Stage.APPROVED));
        Files.delete(shop.root().resolve("PAUSE.md"));
        await("it goes on", () -> shop.names(Stage.COMPLETED).equals(List.of("Winter.md")));
    }

    @Test
    void brokenSettingsAreSaidAndTheLastGoodOnesHold() throws IOException {
        start();
        String good = shop.read("agent.yaml");
        shop.write("agent.yaml", good + "approval: { grace: soon }\n");
        await("it is said", () -> err().contains("The settings are broken; the last good ones hold."));
        await("the dashboard says it", () -> shop.read("Dashboard.md").contains("E-CONFIG-"));
        shop.write("agent.yaml", good + "approval: { grace: 1s }\n");
        await("the mended ones are taken", () -> err().contains("The settings were read again."));
    }

    @Test
    void aRejectionByHandIsNoticedSoon() throws IOException {
        shop.add(Shop.plan("Winter"));
        start();
        move("Pending_Approval/Winter.md", "Rejected/Winter.md");
        await("it is recorded", () -> out().contains("rejected    Winter"));
    }

    @Test
    void onATerminalTheFootCountsAndIsTakenAwayAtTheEnd() throws Exception {
        shop.add(Shop.plan("Winter"));
        start(shop, new Traits(true, SCREEN, SCREEN, 60));
        await("the foot", () -> err().contains("\r\u001b[K1 waits for you"));
        move("Pending_Approval/Winter.md", "Approved/Winter.md");
        await("the foot follows", () -> err().contains("\r\u001b[KNothing waits for you"));
        interrupt.raise(Interrupt.CTRL_C);
        assertEquals(Interrupt.CTRL_C, running.get(30, TimeUnit.SECONDS));
        assertTrue(err().endsWith("\r\u001b[K"), err());
    }

    @Test
    void programsGetAnObjectForEachEvent() throws IOException {
        shop.add(Shop.plan("Winter"));
        start(shop, Traits.PIPES, "--json");
        move("Pending_Approval/Winter.md", "Approved/Winter.md");
        await("the object", () -> out().contains("\"ev\":\"simulated\",\"matter\":\"01"));
        assertTrue(out().lines().allMatch(line -> line.startsWith("{\"v\":1,\"kind\":\"event\",\"t\":\"")), out());
    }

    @Test
    void onAnotherMachineItOnlyWatches() throws IOException {
        shop.add(Shop.plan("Winter"));
        start(shop.elsewhere(), Traits.PIPES);
        await("it says so", () -> err().contains("Steps of this vault run on testhost."));
        move("Pending_Approval/Winter.md", "Approved/Winter.md");
        await("it looks on", () -> err().contains("Nothing waits for you · 1 approved."));
        assertEquals(List.of("Winter.md"), shop.names(Stage.APPROVED));
        assertFalse(Files.exists(shop.root().resolve("Dashboard.md")));
    }

    @Test
    void theFootCountsDownToATickAndABrokenRuleIsSaidOnce() throws IOException {
        shop.write("agent.yaml", shop.read("agent.yaml") + "approval: { grace: 6s }\n");
        shop.write("Rules/Broken.md", "---\nwhen: { kind: [ }\n---\n# Broken\n");
        Files.createDirectories(shop.root().resolve("Inbox/A folder"));
        shop.add(Shop.plan("Winter"));
        start(shop, new Traits(false, SCREEN, SCREEN, 100));
        await("the rule is said", () -> err().contains("Rules/Broken.md"));
        Path file = shop.root().resolve("Pending_Approval/Winter.md");
        Files.writeString(file, Files.readString(file).replace("- [ ] **Approve**", "- [x] **Approve**"));
        await("it counts down", () -> err().contains("your tick counts in "));
        await("the tick is taken up", () -> shop.names(Stage.COMPLETED).equals(List.of("Winter.md")));
        await("it is said to be at rest", () -> out().contains("completed   Winter"));
        assertEquals(err().indexOf("Rules/Broken.md"), err().lastIndexOf("Rules/Broken.md"), err());
        assertEquals(err().indexOf("E-ITEM-07"), err().lastIndexOf("E-ITEM-07"), err());
    }
}
