package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.cli.AgentRun.Ended;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PauseTest {
    private final Shop shop;

    PauseTest(@TempDir Path folder) throws IOException {
        shop = Shop.in(folder);
    }

    @Test
    void aPauseSaysWhyStandsInTheLogAndIsTakenBack() throws IOException {
        assertEquals(0, shop.agent().run("pause", "Mia", "is", "away").exit());
        assertTrue(shop.read("PAUSE.md").startsWith("# Paused\n\nMia is away\n\n"), shop.read("PAUSE.md"));
        Ended again = shop.agent().run("pause", "other");
        assertEquals(0, again.exit());
        assertTrue(again.out().startsWith("It was paused already"), again.out());
        assertTrue(shop.read("PAUSE.md").contains("Mia is away"));
        assertTrue(shop.agent().run("status").out().contains("Mia is away"));
        assertEquals(0, shop.agent().run("resume").exit());
        assertFalse(Files.exists(shop.root().resolve("PAUSE.md")));
        assertEquals("Nothing was paused.\n", shop.agent().run("resume").out());
        String page = shop.read("Audit_Log.md");
        assertTrue(page.contains("**paused**") && page.contains("**resumed**"), page);
    }

    @Test
    void whatAPersonWroteIntoTheNoteIsKeptOnResume() throws IOException {
        shop.write("PAUSE.md", "my own words");
        shop.agent().run("resume");
        try (var kept = Files.walk(shop.root().resolve(".agent/local/undo"))) {
            List<Path> notes =
                    kept.filter(file -> file.toString().endsWith("-PAUSE.md")).toList();
            assertEquals(1, notes.size());
            assertEquals("my own words", Files.readString(notes.getFirst()));
        }
    }

    @Test
    void aPauseWorksWithBrokenSettingsToo() throws IOException {
        shop.write("agent.yaml", "approval: [");
        assertEquals(0, shop.agent().run("pause").exit());
        assertTrue(Files.exists(shop.root().resolve("PAUSE.md")));
    }

    @Test
    void whileItIsPausedNothingGoesOutAndAfterwardsItDoes() throws IOException {
        shop.add(Shop.plan("Winter"));
        shop.agent().run("pause");
        Files.move(
                shop.root().resolve("Pending_Approval/Winter.md"), shop.root().resolve("Approved/Winter.md"));
        Ended paused = shop.agent().run("run");
        assertEquals(0, paused.exit());
        assertEquals(List.of("Winter.md"), shop.names(Stage.APPROVED));
        assertFalse(Files.exists(shop.root().resolve("Outbox")));
        shop.agent().run("resume");
        Ended run = shop.agent().run("run");
        assertTrue(run.out().contains("1 carried out"), run.out());
        assertEquals(List.of("Winter.md"), shop.names(Stage.COMPLETED));
    }

    @Test
    void anotherMachineMayPauseButLeavesTheLogAlone() throws IOException {
        assertEquals(0, shop.elsewhere().agent().run("pause").exit());
        assertTrue(Files.exists(shop.root().resolve("PAUSE.md")));
        assertFalse(Files.exists(shop.root().resolve("Audit_Log.md")));
    }
}
