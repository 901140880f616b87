package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factotum.cli.AgentRun.Ended;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddTest {
    private final Path folder;
    private final Shop shop;

    AddTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.shop = Shop.in(folder);
    }

    @Test
    void wordsBecomeOneMatterQuotedOrNot() throws IOException {
        Ended ended = shop.agent().run("add", "Call", "the", "printer");
        assertEquals(0, ended.exit());
        assertTrue(ended.out().startsWith("✓ Call the printer  "), ended.out());
        assertTrue(ended.out().contains(", in Needs_Action"), ended.out());
        assertEquals(List.of("Call the printer.md"), shop.names(Stage.NEEDS_ACTION));
    }

    @Test
    void severalFilesAndStdinBecomeAMatterEach() throws IOException {
        Path one = Files.writeString(folder.resolve("one.txt"), "Post about one");
        Files.writeString(folder.resolve("vault/two.txt"), "Post about two");
        Ended ended = shop.agent().typing("From a pipe\n").run("add", one.toString(), "two.txt", "-", "--json");
        assertEquals(0, ended.exit(), ended.err());
        JsonNode matters = new ObjectMapper().readTree(ended.out()).path("matters");
        assertEquals(3, matters.size());
        assertEquals("one", matters.get(0).path("title").asText());
        assertEquals("two", matters.get(1).path("title").asText());
        assertTrue(Files.exists(one), "files are copied");
        assertEquals(3, shop.names(Stage.NEEDS_ACTION).size());
    }

    @Test
    void clientDateAndAttachmentGoWithIt() throws IOException {
        shop.write("Clients/Acme BV/Client.md", "---\ndomains: [acme.example]\n---\n# Acme BV\n");
        Path price = Files.writeString(folder.resolve("prices.csv"), "a,b\n");
        Ended ended = shop.agent()
                .run(
                        "add",
                        "Quote for Acme",
                        "--client",
                        "acme bv",
                        "--due",
                        "2026-12-01",
                        "--attach",
                        price.toString());
        assertEquals(0, ended.exit(), ended.err());
        String note = shop.read("Needs_Action/Quote for Acme.md");
        assertTrue(note.contains("\nclient: Acme BV\n"), note);
        assertTrue(note.contains("\ndue: 2026-12-01\n"), note);
        assertTrue(note.contains("prices.csv"), note);
    }

    @Test
    void theSameFileAgainIsADuplicate() throws IOException {
        Path mail = Files.writeString(
                folder.resolve("a.eml"), "From: a@b.example\nMessage-ID: <x@b>\nSubject: Hello\n\nHi\n");
        shop.agent().run("add", mail.toString());
        Ended again = shop.agent().run("add", mail.toString());
        assertEquals(0, again.exit());
        assertTrue(again.out().contains("it came in before as"), again.out());
    }

    @Test
    void whatLooksLikeAFileAndIsNoneIsWrongUse() {
        for (String name : List.of("missing.eml", "some/where/else", "./x.pdf")) {
            Ended ended = shop.agent().run("add", name);
            assertEquals(2, ended.exit(), name);
            assertTrue(ended.err().contains("There is no file '" + name + "'."), ended.err());
        }
    }

    @Test
    void aWrongDateAndAMissingAttachmentAreWrongUseAndNothingIsTakenIn() throws IOException {
        assertEquals(2, shop.agent().run("add", "x y", "--due", "tomorrow").exit());
        assertEquals(2, shop.agent().run("add", "x y", "--attach", "none.pdf").exit());
        assertEquals(2, shop.agent().run("add", "   ").exit());
        assertEquals(List.of(), shop.names(Stage.NEEDS_ACTION));
    }

    @Test
    void anEmptyInputIsRefusedAsEmptyWordsAre() throws IOException {
        for (String nothing : List.of("", " \n\n")) {
            Ended ended = shop.agent().typing(nothing).run("add", "-");
            assertEquals(2, ended.exit(), ended.out());
            assertTrue(ended.err().contains("There is nothing to add. [E-COMMAND-01]"), ended.err());
        }
        assertEquals(List.of(), shop.names(Stage.NEEDS_ACTION));
    }

    @Test
    void aClientThatNobodyKnowsIsAnError() {
        Ended ended = shop.agent().run("add", "Something for", "them", "--client", "Nobody");
        assertEquals(2, ended.exit());
        assertTrue(ended.err().contains("[E-ITEM-"), ended.err());
    }

    @Test
    void onAnotherMachineNothingIsTakenIn() throws IOException {
        Ended ended = shop.elsewhere().agent().run("add", "Call the printer");
        assertEquals(4, ended.exit());
        assertEquals(List.of(), shop.names(Stage.NEEDS_ACTION));
    }
}
