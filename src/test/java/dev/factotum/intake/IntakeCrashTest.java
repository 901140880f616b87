package dev.factotum.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Stage;
import dev.factotum.world.Crash;
import dev.factotum.world.CrashDisk;
import dev.factotum.world.Crashed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Stops the intake at every operation in every way: one matter, one id, every byte, once. */
class IntakeCrashTest {
    private interface Check {
        void hold(Desk desk) throws IOException;
    }

    private static int everywhere(String path, String text, List<String> earlier, Check check) throws IOException {
        int points = 0;
        for (Crash variant : Crash.values()) {
            boolean finished = false;
            for (long n = 1; !finished; n++) {
                Desk desk = Desk.open(n * 31 + variant.ordinal());
                for (int i = 0; i < earlier.size(); i++) {
                    desk.drop("Inbox/earlier" + i + path.substring(path.lastIndexOf('.')), earlier.get(i));
                    desk.pass();
                }
                desk.drop(path, text);
                desk.world().disk().settle();
                CrashDisk disk = desk.world().disk();
                disk.crashAt(disk.operations() + n, variant);
                try {
                    desk.pass();
                    finished = true;
                    disk.crashNow(variant);
                } catch (Crashed died) {
                    points++;
                }
                Desk next = desk.restart();
                try {
                    next.pass();
                    Map<String, String> settled = next.files();
                    next.pass();
                    assertEquals(settled, next.files(), "the second pass changes nothing");
                    check.hold(next);
                } catch (AssertionError | IOException | RuntimeException broken) {
                    throw new AssertionError(
                            variant + " at operation " + n + ": " + disk.trace().getLast() + "\n"
                                    + next.files().keySet(),
                            broken);
                }
            }
        }
        return points;
    }

    private static List<String> in(Desk desk, String folder) {
        return desk.files().keySet().stream()
                .filter(name -> name.startsWith(folder + "/"))
                .toList();
    }

    private static void oneMatter(Desk desk, String stage, String... kept) throws IOException {
        assertEquals(List.of(), in(desk, "Inbox"));
        List<String> notes = in(desk, stage);
        assertEquals(1, notes.size(), notes.toString());
        MatterId id = Desk.id(desk.read(notes.getFirst()));
        assertEquals(List.of(id), desk.vault().ledgers().open(), "one ledger");
        assertEquals(1, desk.entries(id, LedgerEntry.Born.class).size());
        assertEquals(1, desk.entries(id, LedgerEntry.Placed.class).size());
        assertEquals(
                notes.getFirst().substring(notes.getFirst().lastIndexOf('/') + 1),
                desk.entries(id, LedgerEntry.Placed.class).getFirst().name());
        List<String> files = new ArrayList<>();
        for (String name : kept) {
            files.add("Attachments/" + id + "/" + name);
        }
        assertEquals(files, in(desk, "Attachments"));
        assertEquals(
                List.of(),
                desk.person().files(Desk.ROOT).keySet().stream()
                        .filter(name -> name.contains("/.~") || name.contains("/intake-"))
                        .toList());
    }

    @Test
    void aMailIsOneMatterAfterAnyCrash() throws IOException {
        int points = everywhere("Inbox/mail.eml", MailIntakeTest.MAIL, List.of(), desk -> {
            oneMatter(desk, "Needs_Action", "mail.eml", "order.pdf");
            MatterId id = Desk.id(desk.read(in(desk, "Needs_Action").getFirst()));
            assertEquals(MailIntakeTest.MAIL, desk.read("Attachments/" + id + "/mail.eml"));
            assertEquals("%PDF-1.4\n", desk.read("Attachments/" + id + "/order.pdf"));
            desk.drop("Inbox/again.eml", MailIntakeTest.MAIL);
            assertTrue(desk.pass().getFirst() instanceof IntakeOutcome.Duplicate, "known as the same");
        });
        assertTrue(points > 200, () -> points + " points");
    }

    @Test
    void aDuplicateIsOneMatterAtRestAfterAnyCrash() throws IOException {
        everywhere("Inbox/mail.eml", MailIntakeTest.MAIL, List.of(MailIntakeTest.MAIL), desk -> {
            assertEquals(1, in(desk, "Needs_Action").size());
            List<String> notes = in(desk, "Completed");
            assertEquals(1, notes.size(), notes.toString());
            MatterId id = Desk.id(desk.read(notes.getFirst()));
            assertEquals(1, desk.entries(id, LedgerEntry.Closed.class).size());
            assertEquals(
                    Stage.COMPLETED,
                    desk.entries(id, LedgerEntry.Placed.class).getFirst().stage());
            assertEquals(2, desk.vault().ledgers().open().size());
        });
    }
}
