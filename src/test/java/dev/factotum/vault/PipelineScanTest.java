package dev.factotum.vault;

import static dev.factotum.vault.CrashSweep.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.vault.PipelineScan.Look;
import dev.factotum.world.CrashDisk.Operation;
import dev.factotum.world.Fault;
import dev.factotum.world.Person;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineScanTest {
    private static final String ID = "01KAGRZ3M8D2V6Q4T0X9N5C7BH";
    private static final String NOTE = "---\nkind: email\nid: " + ID + "\n---\n# A\n";

    private TestWorld world = TestWorld.seeded(1);
    private Person person = world.disk().person();

    @BeforeEach
    void aVault() throws IOException {
        world = CrashSweep.vault(1, TestWorld::seeded);
        person = world.disk().person();
    }

    private PipelineScan scan(boolean remembers) throws IOException {
        return new PipelineScan(Vault.open(world.world(), ROOT), remembers);
    }

    private static Set<String> names(Look look) {
        Set<String> names = new TreeSet<>();
        look.seen().forEach(one -> names.add(one.stage().folder() + "/" + one.name()));
        return names;
    }

    @Test
    void manyFilesAreAllSeenEachWithItsId() throws IOException {
        Set<String> expected = new TreeSet<>();
        for (int i = 0; i < 9_000; i++) {
            String id = String.format("01KAGRZ3M8D2V6Q4T0X9N%05d", i);
            person.write(ROOT.resolve("Needs_Action/" + i + ".md"), "---\nid: " + id + "\n---\n");
            expected.add(i + ".md " + id);
        }
        Set<String> seen = new TreeSet<>();
        scan(true)
                .look()
                .seen()
                .forEach(one -> seen.add(one.name() + " " + one.id().orElseThrow()));
        assertEquals(expected, seen);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "---\nid: " + ID + "\n---\n",
                "\uFEFF---\r\nkind: x\r\nid: \"" + ID + "\" # ours\r\n---\r\nbody",
                "---  \nx: 1\nid:   '" + ID + "'\n...\n",
                "---\nid: " + ID + "\nunclosed: yes\n"
            })
    void theIdIsFoundInTheFrontMatter(String note) {
        assertEquals(MatterId.parse(ID), found(note).id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "---",
                "id: " + ID,
                "# A\n---\nid: " + ID + "\n---\n",
                "---\nkind: x\n---\nid: " + ID + "\n",
                "---\nparent:\n  id: " + ID + "\n---\n",
                "---\nid: not-an-id\n---\n",
                "---\nedit_of: " + ID + "\n---\n"
            })
    void whatIsNoFrontMatterIdIsNone(String note) {
        assertEquals(Optional.empty(), found(note).id());
    }

    private static FrontMatterId.Found found(String note) {
        return FrontMatterId.in(note.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void mattersAndDroppedFilesAreSeenAndTheRestIsNot() throws IOException {
        person.write(ROOT.resolve("Inbox/mail.eml"), "From: x");
        person.write(ROOT.resolve("Inbox/.~agent-1-" + ID + ".tmp"), "x");
        person.write(ROOT.resolve("Inbox/sub/deep.md"), NOTE);
        person.write(ROOT.resolve("Pending_Approval/A.md"), NOTE);
        person.write(ROOT.resolve("Approved/by hand.md"), "# By hand");
        person.write(ROOT.resolve("Completed/2026-11/B.md"), NOTE);
        person.link(ROOT.resolve("Approved/link.md"), "/etc/passwd");
        Look look = scan(false).look();
        assertEquals(Set.of("Inbox/mail.eml", "Pending_Approval/A.md", "Approved/by hand.md"), names(look));
        for (Seen one : look.seen()) {
            assertEquals(one.name().equals("A.md") ? MatterId.parse(ID) : Optional.empty(), one.id());
        }
    }

    @Test
    void anIdBehindVeryManyPropertiesIsStillFound() throws IOException {
        person.write(ROOT.resolve("Approved/A.md"), "---\n" + "x: 1\n".repeat(5000) + "id: " + ID + "\n---\n");
        assertEquals(MatterId.parse(ID), scan(false).look().seen().getFirst().id());
    }

    @Test
    void aLookThatRemembersReadsOnlyWhatChanged() throws IOException {
        Path a = ROOT.resolve("Approved/A.md");
        person.write(a, NOTE);
        person.write(ROOT.resolve("Approved/B.md"), "# none");
        world.clock().advance(Duration.ofSeconds(10));
        PipelineScan scan = scan(true);
        assertEquals(2, reads(scan));
        assertEquals(0, reads(scan));
        person.write(a, "# no id any more ....................................");
        assertEquals(1, reads(scan));
        assertEquals(
                Optional.empty(),
                scan.look(Stage.APPROVED, "A.md").orElseThrow().id());
        person.delete(a);
        assertEquals(0, reads(scan));
        assertEquals(Optional.empty(), scan.look(Stage.APPROVED, "A.md"));
    }

    private long reads(PipelineScan scan) throws IOException {
        int before = world.disk().trace().size();
        scan.look();
        return world.disk().trace().stream()
                .skip(before)
                .map(Operation::name)
                .filter(name -> name.equals("readAt"))
                .count();
    }

    @Test
    void aFileThatCannotBeReadIsReportedAndHidesNoOther() throws IOException {
        person.write(ROOT.resolve("Inbox/A.md"), NOTE);
        person.write(ROOT.resolve("Inbox/B.md"), NOTE.replace('7', '8'));
        PipelineScan scan = scan(false);
        world.disk().failAt(world.disk().operations() + 2, Fault.DENIED);
        Look look = scan.look();
        assertEquals(Set.of("Inbox/B.md"), names(look));
        assertEquals(ROOT.resolve("Inbox/A.md"), look.unreadable().getFirst().path());
    }

    @Test
    void twoFilesWithOneIdAreBothSeen() throws IOException {
        person.write(ROOT.resolve("Inbox/A.md"), NOTE);
        person.write(ROOT.resolve("Approved/A copy.md"), NOTE);
        assertEquals(2, scan(false).look().seen().size());
    }

    @Test
    void aMissingStageIsEmpty() throws IOException {
        world.disk().delete(ROOT.resolve("Inbox"));
        assertTrue(scan(false).look().seen().isEmpty());
    }
}
