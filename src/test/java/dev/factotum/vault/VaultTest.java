package dev.factotum.vault;

import static dev.factotum.vault.CrashSweep.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.problem.ProblemException;
import dev.factotum.problem.VaultCode;
import dev.factotum.world.Crash;
import dev.factotum.world.CrashDisk;
import dev.factotum.world.Crashed;
import dev.factotum.world.Fault;
import dev.factotum.world.Person;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class VaultTest {
    private static TestWorld world(long seed) {
        return TestWorld.seeded(seed);
    }

    private static Predicate<ProblemException> code(VaultCode code) {
        return thrown -> thrown.problem().code() == code;
    }

    @Test
    void whereNoVaultStandsOpeningSaysSo() {
        ProblemException thrown =
                assertThrows(ProblemException.class, () -> Vault.open(world(1).world(), Path.of("/nowhere")));
        assertTrue(code(VaultCode.NOT_A_VAULT).test(thrown), thrown::getMessage);
    }

    @Test
    void aNewVaultHasItsFoldersAndTouchesNothingThatWasThere() throws IOException {
        TestWorld world = world(1);
        world.disk().person().write(ROOT.resolve("Inbox/mine.md"), "mine");
        Vault vault = Vault.create(world.world(), ROOT);
        assertEquals(vault.id(), Vault.open(world.world(), ROOT).id());
        assertEquals(vault.id(), Vault.create(world.world(), ROOT).id());
        assertEquals("mine", world.disk().person().read(ROOT.resolve("Inbox/mine.md")));
        assertEquals(ROOT.resolve("Completed/2026-11"), vault.completed(YearMonth.of(2026, 11)));
        assertTrue(vault.reserve().present());
        assertTrue(vault.executor().here());
        assertEquals(1, vault.executor().epoch());
    }

    @Test
    void whatIsHiddenIsForItsOwnerOnly() throws IOException {
        TestWorld world = world(1);
        Vault vault = Vault.create(world.world(), ROOT);
        MatterId id = new MatterId(world.ids().ulid());
        vault.ledgers().of(id).append(new LedgerEntry.Closed(TestWorld.START, "done", "e", "x"));
        vault.ledgers().close(id);
        vault.files().write(vault.hidden().resolve("proposed/x.md"), new byte[1]);
        vault.files().publish(vault.folder(Stage.INBOX).resolve("open.md"), new byte[1]);
        assertTrue(vault.claims().claim("x").isPresent());
        Person person = world.disk().person();
        for (Path base : new Path[] {ROOT.resolve(".agent"), Path.of("/state")}) {
            assertEquals(0700, person.mode(base));
            for (String name : person.files(base).keySet()) {
                for (Path path = base.resolve(name); path != null && !path.equals(base); path = path.getParent()) {
                    boolean file = path.equals(base.resolve(name));
                    assertEquals(file ? 0600 : 0700, person.mode(path), path.toString());
                }
            }
        }
        assertEquals(0644, person.mode(ROOT.resolve("Inbox/open.md")));
    }

    @Test
    void aVaultWhoseMakingWasCutShortIsMadeByTheNextTry() throws IOException {
        for (Crash variant : Crash.values()) {
            boolean finished = false;
            for (long n = 1; !finished; n++) {
                TestWorld world = world(n);
                world.disk().capacity(1 << 20);
                world.disk().crashAt(n, variant);
                String id = "";
                try {
                    id = Vault.create(world.world(), ROOT).id();
                    finished = true;
                    world.disk().crashNow(variant);
                } catch (Crashed died) {
                    assertFalse(finished);
                }
                TestWorld next = world.restart();
                Vault vault = Vault.create(next.world(), ROOT);
                assertTrue(!finished || vault.id().equals(id), variant + " " + n);
                assertTrue(vault.executor().here(), variant + " " + n);
            }
        }
    }

    @Test
    void onlyTheNamedMachineAtTheNamedPathExecutes() throws IOException {
        TestWorld here = world(1);
        Vault vault = Vault.create(here.world(), ROOT);
        TestWorld there = here.elsewhere(Path.of("/state-b"));
        assertFalse(Vault.open(there.world(), ROOT).executor().here());
        Person person = here.disk().person();
        Path copy = Path.of("/copy");
        person.files(ROOT).forEach((name, text) -> person.write(copy.resolve(name), text));
        assertFalse(Vault.open(here.world(), copy).executor().here());
        assertTrue(vault.executor().here());
    }

    @Test
    void takingOverRaisesTheEpochAndARestoredFileDoesNotBringItBack() throws IOException {
        TestWorld here = world(1);
        Vault vault = Vault.create(here.world(), ROOT);
        Path file = vault.hidden().resolve("executor.json");
        String before = here.disk().person().read(file);
        TestWorld there = here.elsewhere(Path.of("/state-b"));
        Executor theirs = Vault.open(there.world(), ROOT).takeOver();
        assertEquals(2, theirs.epoch());
        assertFalse(theirs.here(), "two quiet minutes");
        assertFalse(vault.executor().here());
        here.disk().person().write(file, before);
        assertFalse(vault.executor().here());
        assertFalse(Vault.open(here.restart().world(), ROOT).executor().here());
    }

    @Test
    void whereNobodyIsNamedNobodyExecutes() throws IOException {
        TestWorld world = world(1);
        Vault vault = Vault.create(world.world(), ROOT);
        world.disk().person().delete(vault.hidden().resolve("executor.json"));
        assertFalse(vault.executor().here());
        assertEquals(
                Optional.of(TestWorld.START.plusSeconds(120)), vault.takeOver().begins());
        world.clock().advance(Duration.ofMinutes(2));
        assertTrue(vault.executor().here());
        assertEquals(2, vault.executor().epoch());
    }

    @Test
    void aDamagedOrNewerMarkIsAProblemWithItsFile() throws IOException {
        TestWorld world = world(1);
        Path mark = Vault.create(world.world(), ROOT).hidden().resolve("vault.json");
        world.disk().person().write(mark, "{\"v\":2,\"id\":\"x\"}");
        ProblemException newer = assertThrows(ProblemException.class, () -> Vault.open(world.world(), ROOT));
        assertTrue(code(VaultCode.NEWER).test(newer));
        world.disk().person().write(mark, "");
        ProblemException broken = assertThrows(ProblemException.class, () -> Vault.open(world.world(), ROOT));
        assertTrue(code(VaultCode.UNREADABLE).test(broken));
        assertEquals(mark.toString(), broken.problem().where());
    }

    @Test
    void theReserveMakesRoomForAResult() throws IOException {
        TestWorld world = world(1);
        Vault vault = Vault.create(world.world(), ROOT);
        CrashDisk disk = world.disk();
        Ledger ledger = vault.ledgers().of(new MatterId(world.ids().ulid()));
        LedgerEntry entry = new LedgerEntry.Closed(TestWorld.START, "done", "e", "x");
        ledger.append(entry);
        disk.capacity(0);
        assertTrue(vault.reserve().canRecord());
        assertThrows(IOException.class, () -> ledger.append(entry));
        disk.capacity(-disk.usable(ROOT));
        vault.reserve().release();
        assertEquals(2, ledger.append(entry));
        assertFalse(vault.reserve().present());
        assertFalse(vault.reserve().canRecord());
        disk.capacity(Long.MAX_VALUE);
        vault.reserve().ensure();
        assertTrue(vault.reserve().present());
    }

    @Test
    void stateOutsideTheVaultIsPerVaultAndName() throws IOException {
        TestWorld world = world(1);
        Vault vault = Vault.create(world.world(), ROOT);
        StateFile head = vault.state("audit");
        assertTrue(head.read().isEmpty());
        head.write("1".getBytes(StandardCharsets.UTF_8));
        head.writeLazily("2".getBytes(StandardCharsets.UTF_8));
        assertEquals("2", new String(head.read().orElseThrow(), StandardCharsets.UTF_8));
        assertEquals(Path.of("/state/vaults/" + vault.id() + ".audit.json"), head.path());
    }

    @Test
    void theVaultIsFoundByNameByVariableAndUpwards() throws IOException {
        TestWorld world = world(1);
        Vault.create(world.world(), ROOT);
        world.disk().makeFolder(Path.of("/vault/Clients/Acme"));
        world.disk().makeFolder(Path.of("/elsewhere"));
        Path below = Path.of("/vault/Clients/Acme");
        assertEquals(ROOT, VaultFinder.find(world.world(), null, below));
        assertEquals(ROOT, VaultFinder.find(world.world(), ROOT, Path.of("/elsewhere")));
        TestWorld named = world.withEnvironment(Map.of("AGENT_VAULT", "/vault"));
        assertEquals(ROOT, VaultFinder.find(named.world(), null, Path.of("/elsewhere")));
        assertThrows(ProblemException.class, () -> VaultFinder.find(world.world(), below, below));
        assertThrows(ProblemException.class, () -> VaultFinder.find(world.world(), null, Path.of("/elsewhere")));
    }

    @Test
    void anAttachmentStaysInItsMattersFolder() throws IOException {
        TestWorld world = world(1);
        Vault vault = Vault.create(world.world(), ROOT);
        MatterId id = new MatterId(world.ids().ulid());
        Path folder = ROOT.resolve("Attachments").resolve(id.value());
        assertEquals(folder.resolve("Invoice 12.pdf"), vault.attachments().file(id, "Invoice: 12?.pdf"));
        assertEquals(folder.resolve("-..-etc-passwd"), vault.attachments().file(id, "../../etc/passwd"));
        assertEquals(folder.resolve("noext"), vault.attachments().file(id, "noext"));
    }

    @Test
    void diskProblemsCarryFileReasonAndCode() {
        for (Fault fault : Fault.values()) {
            IOException failure = fault.name().equals("DENIED")
                    ? new AccessDeniedException("/v/a")
                    : new FileSystemException("/v/a", null, reason(fault));
            assertEquals(
                    "/v/a",
                    DiskTrouble.of("A note could not be written", failure).where());
            assertTrue(DiskTrouble.of("A note could not be written", failure)
                    .code()
                    .toString()
                    .equals(fault.name()));
        }
    }

    private static String reason(Fault fault) {
        return switch (fault) {
            case FULL -> "No space left on device";
            case FAILING, DENIED -> "Input/output error";
            case READ_ONLY -> "Read-only file system";
        };
    }

    @Test
    void oldUndoCopiesGoAFewAtATime() throws IOException {
        TestWorld world = world(1);
        Vault vault = Vault.create(world.world(), ROOT);
        Path note = ROOT.resolve("Inbox/a.md");
        for (int i = 0; i < 5; i++) {
            byte[] old = ("v" + i).getBytes(StandardCharsets.UTF_8);
            world.disk().person().write(note, old);
            vault.files().replace(note, old, "fresh".getBytes(StandardCharsets.UTF_8));
        }
        Path undo = vault.hidden().resolve("local/undo");
        assertEquals(5, world.disk().person().files(undo).size());
        assertEquals(0, vault.files().sweepUndo(100));
        world.clock().advance(Duration.ofDays(32));
        assertEquals(3, vault.files().sweepUndo(3));
        assertEquals(2, vault.files().sweepUndo(3));
        assertEquals(0, vault.files().sweepUndo(3));
        assertFalse(world.disk().person().exists(undo.resolve("2026-11-20")));
    }
}
