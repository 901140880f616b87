package dev.factotum.job;

import static dev.factotum.job.Office.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.world.CrashDisk;
import dev.factotum.world.Person;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Somebody saves a note between any two disk operations of the engine while it adopts, plans, runs, returns or lays that
 * note to rest (R9): whatever was typed stands in the note or in one beside it, and no plan runs twice.
 */
class RacesTest {
    private static final int RACES = Campaign.full() ? 10_000 : 250 * Campaign.size();

    /** Races in one vault. */
    private static final int ROUND = 50;

    private static final Path TRAY = ROOT.resolve("Pending_Approval");
    private static final List<String> FOLDERS =
            List.of("Inbox", "Needs_Action", "Pending_Approval", "Approved", "Rejected", "Completed");

    /** What the engine is about to do with a note. */
    private enum Job {
        ADOPT("Needs_Action"),
        TAKE_IN("Inbox"),
        RUN_WHAT_WAS_MOVED("Approved"),
        RUN_WHAT_WAS_TICKED("Pending_Approval"),
        PARK("Approved"),
        RETURN("Approved"),
        PLAN_AGAIN("Needs_Action"),
        REJECT("Rejected"),
        REJECT_WHAT_WAS_TICKED("Pending_Approval"),
        COMPLETE("Completed");

        private final String folder;

        Job(String folder) {
            this.folder = folder;
        }

        boolean fresh() {
            return this == ADOPT || this == TAKE_IN;
        }
    }

    /** How a note is saved: an editor's way, or into the file that was open before. */
    private record Way(String name, int editor) {
        static List<Way> all() {
            List<Way> all = new ArrayList<>();
            for (Editor editor : Editor.values()) {
                all.add(new Way(editor.name(), editor.ordinal()));
            }
            all.add(new Way("DESCRIPTOR", -1));
            return all;
        }

        List<Editor.Act> save(Person person, Path file, String text) {
            if (editor >= 0) {
                return Editor.values()[editor].save(file, text);
            }
            Consumer<String> open = person.open(file);
            return List.of(p -> open.accept(""), p -> open.accept(text));
        }
    }

    private final long seed = Long.getLong("campaign.seed", System.nanoTime());
    private final Random chance = new Random(seed);
    private final long[] usual = new long[Job.values().length];
    private final List<String> losses = new ArrayList<>();

    private int races;
    private int unswapped;
    private boolean swaps = true;

    @Test
    void noWordIsLost() throws IOException {
        while (races < RACES) {
            round();
        }
        System.out.println("R9: " + races + " races, " + unswapped + " of them on disks without swaps, " + losses.size()
                + " losses, -Dcampaign.seed=" + seed);
        assertEquals(List.of(), losses, "seed " + seed);
    }

    /** As vim does: the note has another name for a moment, just when the engine forces it before its first step. */
    @Test
    void aNoteThatIsRenamedAwayForAMomentIsLookedForAgain() throws IOException {
        TestWorld world = TestWorld.seeded(5);
        Office.found(world);
        Path backup = ROOT.resolve("Approved/Hello.md~");
        try (Office office = new Office(world)) {
            Path twin = bring(Job.RUN_WHAT_WAS_MOVED, office, "Twin");
            long before = world.disk().operations();
            office.work();
            long force = world.disk().trace().stream()
                    .filter(o -> o.name().equals("force") && o.path().equals(twin))
                    .findFirst()
                    .orElseThrow()
                    .number();
            Path note = bring(Job.RUN_WHAT_WAS_MOVED, office, "Hello");
            Person person = world.disk().person();
            world.disk().actAt(world.disk().operations() + force - before, () -> person.move(note, backup));
            office.work();
            assertTrue(person.exists(backup));
            person.move(backup, note);
            office.work();
            assertTrue(office.only("Pending_Approval").getValue().contains("Approve it again."));
            assertEquals(1, office.notes("Outbox/x").size());
            assertEquals(List.of(), new VaultChecker(person, ROOT).atRest());
        }
    }

    private void round() throws IOException {
        TestWorld world = TestWorld.seeded(chance.nextLong());
        Office.found(world);
        swaps = chance.nextInt(4) != 0;
        world.disk().exchanges(swaps);
        try (Office office = new Office(world)) {
            for (int i = 0; i < ROUND; i++) {
                race(world, office, "Hello " + i, i);
            }
            assertEquals(List.of(), new VaultChecker(world.disk().person(), ROOT).atRest());
            assertTrue(office.audit().verify().ok());
        }
    }

    private void race(TestWorld world, Office office, String title, int i) throws IOException {
        Job job = Job.values()[(races + i / ROUND) % Job.values().length];
        Way way = Way.all().get(chance.nextInt(Way.all().size()));
        Person person = world.disk().person();
        Path file = bring(job, office, title);
        String typed = "Typed-" + i;
        String text = person.read(file);
        String fresh = chance.nextInt(3) == 0
                ? text.replace("text: Say", "text: " + typed + " Say")
                : text.replace("Thoughts " + title + ".", "Thoughts " + title + ".\n\n" + typed + ".");
        List<Editor.Act> acts = new ArrayList<>(way.save(person, file, fresh));
        long before = world.disk().operations();
        long most = usual[job.ordinal()] == 0 ? 60 : usual[job.ordinal()];
        long at = before + 1 + chance.nextLong(most);
        next(world.disk(), acts, at);
        String what = "%s %s %s saved %s at %d of %d, swaps %s"
                .formatted(title, job, way.name(), typed, at - before, most, swaps);
        try {
            office.work();
            long now = world.disk().operations();
            if (at < now) {
                usual[job.ordinal()] = Math.max(usual[job.ordinal()], now - before);
            } else {
                usual[job.ordinal()] = now - before;
            }
            while (!acts.isEmpty()) {
                act(acts.removeFirst(), person);
            }
            world.disk().actAt(0, () -> {});
            for (int pass = 0; pass < 2; pass++) {
                office.wait(Duration.ofSeconds(40));
                office.work();
            }
        } catch (AssertionError | RuntimeException | IOException fault) {
            losses.add(what + ": " + fault + Arrays.toString(fault.getStackTrace()));
        }
        races++;
        unswapped += swaps ? 0 : 1;
        judge(office, job, title, typed, what);
        clear(person, title);
        office.work();
    }

    /** Lets the acts happen one after another, from this operation of the engine on. */
    private void next(CrashDisk disk, List<Editor.Act> acts, long at) {
        int gap = 1 + chance.nextInt(12);
        disk.actAt(at, () -> {
            act(acts.removeFirst(), disk.person());
            if (!acts.isEmpty()) {
                next(disk, acts, at + gap);
            }
        });
    }

    /** An editor that finds its file moved away goes on and writes what it has. */
    private static void act(Editor.Act act, Person person) {
        try {
            act.on(person);
        } catch (UncheckedIOException refused) {
            if (!(refused.getCause() instanceof NoSuchFileException)) {
                throw refused;
            }
        }
    }

    /** A note as it stands just before the engine does the job. */
    private static Path bring(Job job, Office office, String title) throws IOException {
        Person person = office.person();
        String name = title + ".md";
        String wait = job == Job.PARK ? "not_before: 2027-06-01 09:00\n" : "";
        String plan = "# " + title + "\n\nThoughts " + title + ".\n\n- [ ] **Post**\n\n```step\nskill: x.post\n" + wait
                + "text: Say " + title + "\n```\n";
        Path fresh = ROOT.resolve(job == Job.TAKE_IN ? "Inbox" : "Needs_Action").resolve(name);
        person.write(fresh, plan);
        office.wait(Duration.ofSeconds(40));
        if (job.fresh()) {
            return fresh;
        }
        office.work();
        Path tray = TRAY.resolve(name);
        String text = person.read(tray);
        Path file = ROOT.resolve(job.folder).resolve(name);
        switch (job) {
            case RUN_WHAT_WAS_TICKED -> person.write(tray, text.replace("- [ ] **Approve", "- [x] **Approve"));
            case REJECT_WHAT_WAS_TICKED -> person.write(tray, text.replace("- [ ] **Reject", "- [x] **Reject"));
            case RETURN -> {
                person.write(tray, text.replace("skill: x.post", "skill: x.pots"));
                person.move(tray, file);
            }
            case ADOPT, TAKE_IN, RUN_WHAT_WAS_MOVED, PARK, PLAN_AGAIN, REJECT, COMPLETE -> person.move(tray, file);
        }
        office.wait(Duration.ofSeconds(40));
        return file;
    }

    private void judge(Office office, Job job, String title, String typed, String what) {
        StringBuilder visible = new StringBuilder();
        FOLDERS.forEach(folder -> office.notes(folder).forEach((name, text) -> {
            if (!name.contains(".~agent")) {
                visible.append("\n=== ")
                        .append(folder)
                        .append('/')
                        .append(name)
                        .append('\n')
                        .append(text);
            }
        }));
        String end = title.substring("Hello".length());
        if (visible.indexOf(typed + ".") < 0 && visible.indexOf(typed + " Say") < 0) {
            losses.add(what + " is lost: " + visible);
        }
        if (visible.indexOf("Thoughts " + title + ".") < 0) {
            losses.add(what + " the thoughts are lost: " + visible);
        }
        long ran = office.notes("Outbox/x").values().stream()
                .filter(sent -> sent.contains("Say Hello" + end + "\n") || sent.endsWith("Say Hello" + end))
                .count();
        if (ran > 1) {
            losses.add(what + " ran " + ran + " times" + job);
        }
    }

    /** Everything of this race is put away, for the next. */
    private static void clear(Person person, String title) {
        for (String folder : FOLDERS) {
            Map<String, String> notes = person.files(ROOT.resolve(folder));
            notes.forEach((name, text) -> {
                if (!folder.equals("Completed") && (name.startsWith(title + ".") || name.startsWith(title + " ("))) {
                    person.delete(ROOT.resolve(folder).resolve(name));
                }
            });
        }
    }
}
