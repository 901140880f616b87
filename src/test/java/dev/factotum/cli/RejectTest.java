package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.cli.AgentRun.Ended;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectTest {
    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void aVault() throws IOException {
        shop = Shop.in(folder);
    }

    @Test
    void nothingRunsAndTheReasonIsKept() throws IOException {
        shop.add(Shop.plan("Winter hours"));

        Ended ended = shop.agent().run("reject", "winter", "--why", "too *early* for it");

        assertEquals(new Ended(0, "· Winter hours  rejected\n", ""), ended);
        assertEquals(List.of("Winter hours.md"), shop.names(Stage.REJECTED));
        String note = shop.read("Rejected/Winter hours.md");
        assertTrue(note.contains("> too \\*early\\* for it"), note);
        String shown = shop.agent().run("show", "winter").out();
        assertTrue(shown.contains("rejected") && shown.contains("“too *early* for it”"), shown);
        String log = shop.agent().run("log").out();
        assertTrue(log.contains("too *early* for it"), log);
    }

    @Test
    void severalAreRejectedAndWhatIsDoneIsNot() throws IOException {
        shop.add(Shop.plan("One"));
        shop.add(Shop.plan("Two"));
        assertEquals(0, shop.agent().run("approve", "Two").exit());

        Ended ended = shop.agent().run("reject", "One", "Two");

        assertEquals(2, ended.exit());
        assertTrue(ended.out().contains("· Two  left: is done already"), ended.out());
        assertEquals(List.of("One.md"), shop.names(Stage.REJECTED));
    }

    @Test
    void onAnotherMachineTheFileIsMovedAsByHand() throws IOException {
        shop.add(Shop.plan("One"));

        Ended ended = shop.elsewhere().agent().run("reject", "One");

        assertEquals(new Ended(0, "· One  moved to Rejected as by hand; testhost acts on it\n", ""), ended);
        assertEquals(List.of("One.md"), shop.names(Stage.REJECTED));
    }
}
