package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.cli.AgentRun.Ended;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UndoTest {
    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void aVault() throws IOException {
        shop = Shop.in(folder);
    }

    @Test
    void aPlanThatTakesItBackWaitsInTheTrayAndDoesSoOnceApproved() throws IOException {
        shop.add(Shop.plan("Winter hours"));
        assertEquals(0, shop.agent().run("approve", "winter").exit());
        assertTrue(Files.exists(shop.root().resolve("Notes/Winter hours.md")));

        Ended ended = shop.agent().run("undo", "Winter hours");

        assertEquals(0, ended.exit(), ended.err());
        assertTrue(
                ended.out()
                        .endsWith("The plan waits in Pending_Approval/Undo Winter hours.md; nothing is taken back"
                                + " before it is approved.\n"),
                ended.out());
        assertEquals(List.of("Undo Winter hours.md"), shop.names(Stage.PENDING_APPROVAL));
        assertTrue(Files.exists(shop.root().resolve("Notes/Winter hours.md")), "nothing is taken back yet");

        Ended approved = shop.agent().run("approve", "Undo");
        assertEquals(0, approved.exit(), approved.out() + approved.err());
        assertTrue(Files.notExists(shop.root().resolve("Notes/Winter hours.md")), approved.out());
    }

    @Test
    void aStepOfSeveralApprovalsIsTakenBackOnce() throws IOException {
        shop.write("Notes/Two.md", "somebody's\n");
        shop.add(Shop.plan("Winter hours").replace("path: Notes/Winter hours.md\ntext: done\n```\n", """
                path: Notes/One.md
                text: done
                ```

                - [ ] **Keep another**

                ```step
                skill: vault.note
                path: Notes/Two.md
                text: done
                ```
                """));
        assertEquals(1, shop.agent().run("approve", "winter").exit());
        Files.delete(shop.root().resolve("Notes/Two.md"));
        assertEquals(0, shop.agent().run("approve", "winter").exit());

        assertEquals(0, shop.agent().run("undo", "Winter hours").exit());
        Ended approved = shop.agent().run("approve", "Undo");

        assertEquals(0, approved.exit(), approved.out() + approved.err());
        assertTrue(Files.notExists(shop.root().resolve("Notes/One.md")), approved.out());
        assertTrue(Files.notExists(shop.root().resolve("Notes/Two.md")), approved.out());
    }

    @Test
    void whatCannotBeTakenBackIsSaid() throws IOException {
        shop.add("""
                # Hello

                - [ ] **Write to Jo**

                ```step
                skill: email.send
                account: studio
                to: jo@acme.example
                subject: Hello
                body: Hi there
                ```
                """);
        assertEquals(0, shop.agent().run("approve", "Hello").exit());

        Ended ended = shop.agent().run("undo", "Hello");

        assertEquals(2, ended.exit());
        assertTrue(ended.err().contains("E-STEP-04"), ended.err());
        assertTrue(ended.err().contains("no tool can take back step s1"), ended.err());
    }

    @Test
    void whatIsNotFinishedIsNotTakenBack() throws IOException {
        shop.add(Shop.plan("Winter hours"));

        Ended ended = shop.agent().run("undo", "winter");

        assertEquals(2, ended.exit());
        assertTrue(ended.err().contains("it is not finished"), ended.err());
    }

    @Test
    void aDryRunDraftsNothing() throws IOException {
        shop.add(Shop.plan("Winter hours"));
        assertEquals(0, shop.agent().run("approve", "winter").exit());

        Ended ended = shop.agent().run("undo", "winter", "--dry-run");

        assertEquals(0, ended.exit(), ended.err());
        assertEquals(2, ended.out().lines().count(), ended.out());
        assertEquals(List.of(), shop.names(Stage.PENDING_APPROVAL));
    }
}
