package dev.factotum.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.PipelineScan;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import dev.factotum.world.Crash;
import dev.factotum.world.CrashDisk;
import dev.factotum.world.Crashed;
import dev.factotum.world.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
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
                Desk desk = Desk.open(n * 31 + variant.name().length());
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
                next.world().clock().advance(Duration.ofMinutes(1));
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
        assertEquals(
                notes.getFirst().substring(notes.getFirst().lastIndexOf('/') + 1),
                desk.entries(id, LedgerEntry.Placed.class).stream()
                        .map(LedgerEntry.Placed::name)
                        .findFirst()
                        .orElseGet(() -> moving(desk, id)),
                "placed, or about to be");
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

    /** What the engine reads as a move of ours whose end was not written down. */
    private static String moving(Desk desk, MatterId id) {
        try {
            return desk.entries(id, LedgerEntry.Moving.class).getLast().name();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** The disk refuses to delete the record of an intake, and the matter comes to rest before the next try. */
    @Test
    void aRecordThatOutlivesItsMatterIsForgotten() throws IOException {
        Desk first = Desk.open(7);
        first.drop("Inbox/mail.eml", MailIntakeTest.MAIL);
        first.pass();
        long deletion = first.world().disk().trace().stream()
                .filter(operation -> operation.name().equals("delete")
                        && operation.path().toString().contains("/intake-"))
                .findFirst()
                .orElseThrow()
                .number();
        Desk desk = Desk.open(7);
        desk.drop("Inbox/mail.eml", MailIntakeTest.MAIL);
        desk.world().disk().failAt(deletion, Fault.FAILING);
        assertTrue(desk.pass().getFirst() instanceof IntakeOutcome.Failed);
        MatterId id = Desk.id(desk.read(in(desk, "Needs_Action").getFirst()));
        desk.person().delete(Desk.ROOT.resolve(in(desk, "Needs_Action").getFirst()));
        desk.vault().ledgers().close(id);
        desk.pass();
        assertEquals(List.of(), in(desk, "Needs_Action"), "what a person deleted does not come back");
        assertEquals(List.of(), desk.vault().ledgers().open());
        assertEquals(
                List.of(),
                desk.person().files(Desk.ROOT).keySet().stream()
                        .filter(name -> name.contains("/intake-"))
                        .toList());
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

    @Test
    void anOwnNoteIsOneMatterAfterAnyCrash() throws IOException {
        everywhere("Inbox/note.md", "plan 5 posts\n", List.of(), desk -> {
            oneMatter(desk, "Needs_Action");
            assertTrue(desk.read("Needs_Action/note.md").endsWith("\n---\n\nplan 5 posts\n"));
            desk.drop("Inbox/again.md", "plan 5 posts\n");
            assertTrue(desk.pass().getFirst() instanceof IntakeOutcome.Duplicate, "known as the same");
        });
    }

    @Test
    void anOwnDuplicateIsOneMatterAtRestAfterAnyCrash() throws IOException {
        everywhere("Inbox/note.md", "plan 5 posts\n", List.of("plan 5 posts\n"), desk -> {
            assertEquals(List.of("Needs_Action/earlier0.md"), in(desk, "Needs_Action"));
            assertEquals(List.of("Completed/2026-11/note.md"), in(desk, "Completed"));
            String note = desk.read("Completed/2026-11/note.md");
            assertEquals(1, note.split("Came in before", -1).length - 1, note);
            assertEquals(
                    1, desk.entries(Desk.id(note), LedgerEntry.Closed.class).size());
        });
    }

    @Test
    void othersWordsInTheTrayAreQuotedOnceAfterAnyCrash() throws IOException {
        String clipping = "---\nsource: https://a.example\n---\n# Deal\n\nbuy\n";
        for (Crash variant : Crash.values()) {
            boolean finished = false;
            for (long n = 1; !finished; n++) {
                Desk desk = Desk.open(n * 31 + variant.name().length());
                desk.drop("Pending_Approval/deal.md", clipping);
                desk.world().disk().settle();
                CrashDisk disk = desk.world().disk();
                disk.crashAt(disk.operations() + n, variant);
                try {
                    adopt(desk);
                    finished = true;
                } catch (Crashed died) {
                    Desk next = desk.restart();
                    for (int i = 0; i < 3; i++) {
                        next.world().clock().advance(Duration.ofMinutes(1));
                        next.pass();
                        adopt(next);
                    }
                    String where = variant + " at " + disk.trace().getLast();
                    String note = next.read("Pending_Approval/deal.md");
                    assertEquals(1, note.split("\\[!quote\\]", -1).length - 1, where + note);
                    assertEquals(List.of(Desk.id(note)), next.vault().ledgers().open(), where);
                    assertEquals(
                            1,
                            next.entries(Desk.id(note), LedgerEntry.Born.class).size(),
                            where);
                    assertEquals(clipping, next.read("Attachments/" + Desk.id(note) + "/deal.md.txt"), where);
                }
            }
        }
    }

    private static void adopt(Desk desk) throws IOException {
        Seen seen = new PipelineScan(desk.vault(), false)
                .look(Stage.PENDING_APPROVAL, "deal.md")
                .orElseThrow();
        desk.intake().adopt(seen);
    }

    @Test
    void twoProcessesAndManyThreadsTakeEachFileOnce() throws Exception {
        Desk one = Desk.open(99);
        Desk other = Desk.of(one.world());
        for (int i = 0; i < 40; i++) {
            one.drop("Inbox/mail" + i + ".eml", "From: a@b.example\nSubject: same\n\n" + i % 30 + "\n");
            one.drop("Inbox/note" + i + ".md", "note " + i + "\n");
        }
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Desk desk = i % 2 == 0 ? one : other;
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    desk.pass();
                } catch (IOException | RuntimeException | Error e) {
                    failures.add(e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (int i = 0; i < 3; i++) {
            one.world().clock().advance(Duration.ofSeconds(2));
            one.pass();
        }
        assertEquals(List.of(), List.copyOf(failures));
        assertEquals(List.of(), in(one, "Inbox"));
        assertEquals(70, in(one, "Needs_Action").size());
        assertEquals(10, in(one, "Completed").size());
        assertEquals(80, one.vault().ledgers().open().size());
        assertEquals(
                80,
                Stream.concat(in(one, "Needs_Action").stream(), in(one, "Completed").stream())
                        .map(name -> Desk.id(one.read(name)))
                        .distinct()
                        .count());
    }
}
