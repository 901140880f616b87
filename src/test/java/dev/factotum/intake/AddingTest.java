package dev.factotum.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.problem.ItemCode;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Trust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddingTest {
    private static Submission text(String text) {
        return new Submission(new Submission.Content.Text(text), Optional.empty(), Optional.empty(), List.of());
    }

    private static MatterId taken(IntakeOutcome outcome) {
        return assertInstanceOf(IntakeOutcome.Taken.class, outcome, outcome.toString())
                .id();
    }

    @Test
    void typedWordsAreAMatterAtOnceAndAgainIfTypedAgain() throws IOException {
        Desk desk = Desk.open(1);
        MatterId id = taken(desk.intake().add(text("plan 5 posts for next week about: coffee?")));
        assertEquals(
                "---\nkind: request\nid: " + id + "\n---\n\nplan 5 posts for next week about: coffee?\n",
                desk.read("Needs_Action/plan 5 posts for next week about coffee.md"));
        MatterId again = taken(desk.intake().add(text("plan 5 posts for next week about: coffee?")));
        assertEquals(2, desk.files().size(), desk.files().keySet().toString());
        assertTrue(!again.equals(id));
        assertEquals(
                Trust.OWN, desk.entries(id, LedgerEntry.Born.class).getFirst().trust());
        assertEquals(
                "agent add", desk.entries(id, LedgerEntry.Born.class).getFirst().origin());
        assertEquals(List.of(), desk.pass());
    }

    @Test
    void clientDueAndAttachmentsGoWithIt() throws IOException {
        Desk desk = Desk.open(2);
        desk.person().write(Path.of("/home/sam/price list.pdf"), "%PDF");
        MatterId id = taken(desk.intake()
                .add(new Submission(
                        new Submission.Content.Text("Send Jo the prices"),
                        Optional.of("acme bv"),
                        Optional.of(LocalDate.of(2026, 11, 24)),
                        List.of(Path.of("/home/sam/price list.pdf")))));
        assertEquals("""
                ---
                client: Acme BV
                kind: request
                due: 2026-11-24
                id: %1$s
                ---

                Send Jo the prices

                ## Source

                Attachments: [[Attachments/%1$s/price list.pdf|price list.pdf]]
                """.formatted(id), desk.read("Needs_Action/Send Jo the prices.md"));
        assertEquals("%PDF", desk.read("Attachments/" + id + "/price list.pdf"));
    }

    @Test
    void anUnknownClientIsRefusedWithTheOnesThereAre() throws IOException {
        Desk desk = Desk.open(3);
        IntakeOutcome outcome = desk.intake()
                .add(new Submission(
                        new Submission.Content.Text("x"), Optional.of("Nobody"), Optional.empty(), List.of()));
        IntakeOutcome.Failed failed = assertInstanceOf(IntakeOutcome.Failed.class, outcome);
        assertEquals(ItemCode.NO_SUCH_CLIENT, failed.problem().code());
        assertTrue(failed.problem().why().contains("Acme BV"));
        assertEquals(0, desk.files().size());
    }

    @Test
    void filesAreCopiedAndToldApart() throws IOException {
        Desk desk = Desk.open(4);
        desk.person().write(Path.of("/home/sam/mail.eml"), MailIntakeTest.MAIL);
        desk.person().write(Path.of("/home/sam/todo.md"), "# Call the bank\n");
        desk.person().write(Path.of("/home/sam/extra.txt"), "more");
        MatterId mail = taken(desk.intake()
                .add(new Submission(
                        new Submission.Content.File(Path.of("/home/sam/mail.eml")),
                        Optional.empty(),
                        Optional.of(LocalDate.of(2026, 12, 1)),
                        List.of(Path.of("/home/sam/extra.txt")))));
        String note = desk.read("Needs_Action/Invoice 1042 November.md");
        assertTrue(note.contains("due: 2026-12-01\n"), note);
        assertTrue(note.contains("order.pdf|order.pdf]] · [[Attachments/" + mail + "/extra.txt|extra.txt]]"), note);
        assertEquals(MailIntakeTest.MAIL, desk.read("Attachments/" + mail + "/mail.eml"));
        assertEquals(
                Trust.UNTRUSTED,
                desk.entries(mail, LedgerEntry.Born.class).getFirst().trust());
        Submission todo = new Submission(
                new Submission.Content.File(Path.of("/home/sam/todo.md")),
                Optional.empty(),
                Optional.empty(),
                List.of());
        MatterId own = taken(desk.intake().add(todo));
        assertEquals(
                "---\nkind: request\nid: " + own + "\n---\n\n# Call the bank\n", desk.read("Needs_Action/todo.md"));
        assertInstanceOf(IntakeOutcome.Duplicate.class, desk.intake().add(todo), "a file again is the same file");
        assertTrue(desk.person().exists(Path.of("/home/sam/todo.md")));
        IntakeOutcome missing = desk.intake()
                .add(new Submission(
                        new Submission.Content.File(Path.of("/home/sam/gone")),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
        assertInstanceOf(IntakeOutcome.Failed.class, missing);
    }

    @Test
    void whatComesByAPipeIsToldApartByItsBytes() throws IOException {
        Desk desk = Desk.open(5);
        for (String stream : List.of(MailIntakeTest.MAIL, "Note: buy milk\nand eggs\n", "%PDF-1.7\u00ff\n")) {
            byte[] bytes =
                    stream.getBytes(stream.startsWith("%") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
            taken(desk.intake()
                    .add(new Submission(
                            new Submission.Content.Stream(bytes), Optional.empty(), Optional.empty(), List.of())));
        }
        assertEquals(
                List.of(
                        "Needs_Action/Invoice 1042 November.md",
                        "Needs_Action/Note buy milk.md",
                        "Needs_Action/document.md"),
                desk.files().keySet().stream()
                        .filter(name -> name.startsWith("Needs_Action/"))
                        .toList());
    }

    @Test
    void aPlanTakenFromAnotherMatterStartsAsANewOne() throws IOException {
        Desk desk = Desk.open(6);
        MatterId first = taken(desk.intake().add(text("do it")));
        desk.person().write(Path.of("/home/sam/copy.md"), desk.read("Needs_Action/do it.md") + "changed\n");
        MatterId second = taken(desk.intake()
                .add(new Submission(
                        new Submission.Content.File(Path.of("/home/sam/copy.md")),
                        Optional.empty(),
                        Optional.empty(),
                        List.of())));
        assertTrue(!first.equals(second));
        assertEquals(second, Desk.id(desk.read("Needs_Action/copy.md")));
    }
}
