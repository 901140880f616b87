package dev.factotum.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.problem.ProblemException;
import dev.factotum.world.Fault;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Stops every ledger operation at every disk operation. */
class LedgerCrashTest {
    private static final MatterId ID = new MatterId("01KAGRZ3M8D2V6Q4T0X9N5C7BH");
    private static final LongFunction<TestWorld> WORLDS = TestWorld::seeded;

    private static LedgerEntry note(int n) {
        return new LedgerEntry.Noted(TestWorld.START, "event-" + n, "sam", "test", Map.of("n", "" + n));
    }

    private static boolean append(Vault vault, int from, int to) throws IOException {
        Ledger ledger = vault.ledgers().of(ID);
        for (int n = from; n <= to; n++) {
            assertEquals(n, ledger.append(note(n)));
        }
        return true;
    }

    private static List<LedgerEntry> notes(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(LedgerCrashTest::note).toList();
    }

    /** What was recorded is a prefix, at least so long, and the ledger takes more. */
    private static int holdsPrefix(Vault vault, int atLeast) throws IOException {
        Ledger ledger = vault.ledgers().of(ID);
        List<LedgerEntry> entries = ledger.entries();
        assertTrue(entries.size() >= atLeast, () -> entries.size() + " of " + atLeast);
        assertEquals(notes(entries.size()), entries);
        assertEquals(entries.size() + 1, ledger.append(note(entries.size() + 1)));
        assertEquals(notes(entries.size() + 1), vault.ledgers().of(ID).entries());
        return entries.size();
    }

    @Test
    void whatWasAppendedStaysAndTheRestIsAPrefix() throws IOException {
        int[] acknowledged = new int[1];
        int points = CrashSweep.over(
                WORLDS,
                (world, vault) -> {
                    acknowledged[0] = 0;
                    return true;
                },
                (world, vault) -> {
                    Ledger ledger = vault.ledgers().of(ID);
                    for (int n = 1; n <= 5; n++) {
                        ledger.append(note(n));
                        acknowledged[0] = n;
                    }
                    return true;
                },
                (world, vault, done) -> holdsPrefix(vault, acknowledged[0]));
        assertTrue(points > 50, () -> points + " points");
    }

    @Test
    void lazyEntriesArePrefixesToo() throws IOException {
        CrashSweep.over(
                WORLDS,
                (world, vault) -> append(vault, 1, 1),
                (world, vault) -> {
                    Ledger ledger = vault.ledgers().of(ID);
                    ledger.appendLazily(note(2));
                    ledger.append(note(3));
                    ledger.appendLazily(note(4));
                    return true;
                },
                (world, vault, done) -> holdsPrefix(vault, done ? 3 : 1));
    }

    @Test
    void aClosedLedgerIsInOnePlaceWhole() throws IOException {
        CrashSweep.over(
                WORLDS,
                (world, vault) -> append(vault, 1, 3),
                (world, vault) -> {
                    vault.ledgers().close(ID);
                    return true;
                },
                (world, vault, done) -> {
                    boolean open = vault.ledgers().open().contains(ID);
                    assertEquals(!open, vault.ledgers().closed(ID).isPresent());
                    assertTrue(!open || !done);
                    vault.ledgers().close(ID);
                    vault.ledgers().close(ID);
                    assertEquals(notes(3), vault.ledgers().closed(ID).orElseThrow());
                });
    }

    @Test
    void aReopenedLedgerGoesOnWhereItEnded() throws IOException {
        CrashSweep.over(
                WORLDS,
                (world, vault) -> {
                    append(vault, 1, 2);
                    vault.ledgers().close(ID);
                    return true;
                },
                (world, vault) -> {
                    vault.ledgers().reopen(ID);
                    return append(vault, 3, 3);
                },
                (world, vault, done) -> {
                    assertTrue(!done || vault.ledgers().open().contains(ID));
                    vault.ledgers().reopen(ID);
                    vault.ledgers().reopen(ID);
                    holdsPrefix(vault, done ? 3 : 2);
                });
    }

    @Test
    void anErrorAtAnyOperationLosesNoEntryAndTheNextAppendGoesOn() throws IOException {
        for (Fault fault : Fault.values()) {
            boolean finished = false;
            for (long n = 1; !finished; n++) {
                TestWorld world = CrashSweep.vault(n, WORLDS);
                Vault vault = Vault.open(world.world(), CrashSweep.ROOT);
                Ledger ledger = vault.ledgers().of(ID);
                long at = world.disk().operations() + n;
                world.disk().failAt(at, fault);
                int acknowledged = 0;
                int refusals = 0;
                while (acknowledged < 4) {
                    try {
                        ledger.append(note(ledger.entries().size() + 1));
                        acknowledged++;
                    } catch (IOException refused) {
                        refusals++;
                        assertEquals(1, refusals);
                        vault = Vault.open(world.world(), CrashSweep.ROOT);
                        ledger = vault.ledgers().of(ID);
                    }
                }
                finished = world.disk().operations() < at;
                world.disk().failBetween(0, 0, fault);
                holdsPrefix(vault, 4);
            }
        }
    }

    @Test
    void afterAFailedForceTheProcessWritesNothingMore() throws IOException {
        TestWorld world = CrashSweep.vault(1, WORLDS);
        Vault vault = Vault.open(world.world(), CrashSweep.ROOT);
        append(vault, 1, 1);
        Ledger ledger = vault.ledgers().of(ID);
        ledger.entries();
        world.disk().failAt(world.disk().operations() + 2, Fault.FAILING);
        assertThrows(IOException.class, () -> ledger.append(note(2)));
        assertThrows(IOException.class, () -> ledger.append(note(3)));
        assertThrows(
                IOException.class, () -> vault.files().write(CrashSweep.ROOT.resolve("Dashboard.md"), new byte[1]));
    }

    @Test
    void aPieceOfALineThatIsAWholeObjectIsNoEntryThenAndNotLaterEither() throws IOException {
        TestWorld world = CrashSweep.vault(1, WORLDS);
        Vault vault = Vault.open(world.world(), CrashSweep.ROOT);
        append(vault, 1, 1);
        String file = ".agent/ledger/open/" + ID + ".ndjson";
        String text = world.disk().person().read(CrashSweep.ROOT.resolve(file));
        world.disk()
                .person()
                .write(CrashSweep.ROOT.resolve(file), text + text.strip().replace("event-1", "phantom"));
        assertEquals(1, vault.ledgers().of(ID).entries().size());
        append(vault, 2, 2);
        assertEquals(notes(2), vault.ledgers().of(ID).entries());
    }

    @Test
    void aDamagedLineStopsTheMatterAndAnUnknownTypeDoesNot() throws IOException {
        TestWorld world = CrashSweep.vault(1, WORLDS);
        Vault vault = Vault.open(world.world(), CrashSweep.ROOT);
        append(vault, 1, 2);
        Path file = CrashSweep.ROOT.resolve(".agent/ledger/open/" + ID + ".ndjson");
        String text = world.disk().person().read(file);
        world.disk()
                .person()
                .write(file, text + "{\"v\":9,\"t\":\"2027-01-01T00:00:00Z\",\"type\":\"later\",\"x\":[{}]}\n");
        assertEquals(notes(2), vault.ledgers().of(ID).entries());
        world.disk().person().write(file, text.replaceFirst("event-1\"", "event-1"));
        assertThrows(ProblemException.class, () -> vault.ledgers().of(ID).entries());
    }

    @Test
    void aLedgerAtRestIsNotBegunAnew() throws IOException {
        TestWorld world = CrashSweep.vault(1, WORLDS);
        Vault vault = Vault.open(world.world(), CrashSweep.ROOT);
        append(vault, 1, 1);
        vault.ledgers().close(ID);
        assertThrows(IllegalStateException.class, () -> vault.ledgers().of(ID).append(note(2)));
    }
}
