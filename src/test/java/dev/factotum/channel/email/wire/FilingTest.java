package dev.factotum.channel.email.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factotum.channel.email.wire.Filing.Filed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FilingTest {
    private static final byte[] MAIL = PostOffice.letter(PostOffice.US, "<k@studio.example>", "Hi", "text");

    @Test
    void aMailIsFiledOnceAndFoundAgain() {
        try (PostOffice office = new PostOffice()) {
            Filing filing = new Filing(office.mailbox());
            assertEquals(new Asked.Told<>(Optional.empty()), filing.find(Folders.SENT, "<k@studio.example>"));
            assertEquals(new Asked.Told<>("Sent"), filing.put(Folders.SENT, MAIL, "<k@studio.example>"));
            assertEquals(new Asked.Told<>("Sent"), filing.put(Folders.SENT, MAIL, "<k@studio.example>"));
            assertEquals(new Asked.Told<>(Optional.of("Sent")), filing.find(Folders.SENT, "<k@studio.example>"));
            assertEquals(new Asked.Told<>(Optional.empty()), filing.find(Folders.SENT, "<other@studio.example>"));
            assertEquals(1, office.mails(PostOffice.US, "Sent").size());
        }
    }

    @Test
    void aMailIsMovedOnce() {
        try (PostOffice office = new PostOffice()) {
            office.comes(MAIL);
            Filing filing = new Filing(office.mailbox());
            assertEquals(new Asked.Told<>(Filed.DONE), filing.move("INBOX", "<k@studio.example>", "Invoices"));
            assertEquals(new Asked.Told<>(Filed.ALREADY), filing.move("INBOX", "<k@studio.example>", "Invoices"));
            assertEquals(new Asked.Told<>(Filed.GONE), filing.move("INBOX", "<none@studio.example>", "Invoices"));
            assertEquals(
                    List.of(0, 1),
                    List.of(
                            office.mails(PostOffice.US, "INBOX").size(),
                            office.mails(PostOffice.US, "Invoices").size()));
        }
    }

    @Test
    void aFlagIsSetOnce() {
        try (PostOffice office = new PostOffice()) {
            office.comes(MAIL);
            Filing filing = new Filing(office.mailbox());
            assertEquals(new Asked.Told<>(Filed.DONE), filing.flag("INBOX", "<k@studio.example>", "flagged"));
            assertEquals(new Asked.Told<>(Filed.ALREADY), filing.flag("INBOX", "<k@studio.example>", "flagged"));
        }
    }

    @Test
    void healthNamesTheFolders() {
        try (PostOffice office = new PostOffice()) {
            Filing filing = new Filing(office.mailbox());
            filing.put(Folders.SENT, MAIL, "<k@studio.example>");
            assertEquals(new Asked.Told<>(List.of("INBOX", "Sent", "")), filing.health("INBOX"));
        }
    }
}
