package dev.factotum.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.Claims.Kind;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Claims on a disk whose locks mean nothing to other machines. */
class FileClaimsTest {
    private static final Path ROOT = Path.of("/vault");
    private static final Path FOLDER = ROOT.resolve(".agent/local/claims");
    private static final MatterId ID = new MatterId("01KAGRZ3M8D2V6Q4T0X9N5C7BH");
    private static final Duration PAST_STILL = Duration.ofSeconds(91);

    private final TestWorld world = network(1);

    private static TestWorld network(long seed) {
        TestWorld world = TestWorld.seeded(seed);
        world.disk().storeType("nfs4");
        return world;
    }

    private static LedgerEntry placed(TestWorld at, String by) {
        return new LedgerEntry.Placed(at.clock().instant(), Stage.APPROVED, "A.md", by);
    }

    private Vault vault() throws IOException {
        return Vault.create(world.world(), ROOT);
    }

    /** A process that sees ours alive. */
    private TestWorld neighbour() {
        return world.beside("testhost", Set.of(world.processes().pid()));
    }

    private static Claim take(Vault vault) throws IOException {
        return vault.claims().claim(ID).orElseThrow(() -> new AssertionError("it is held"));
    }

    @Test
    void theKindFollowsFromTheDiskAndFromWhatOthersDo() throws IOException {
        assertEquals(Kind.FILES, vault().claimKind());
        TestWorld local = TestWorld.seeded(2);
        Vault served = Vault.create(local.world(), ROOT);
        assertEquals(Kind.KERNEL, served.claimKind());
        local.disk().person().write(FOLDER.resolve("0123456789abcdef.1"), "a client of this disk was here");
        assertEquals(Kind.FILES, served.claimKind());
        assertTrue(Stores.shared("fuse.sshfs") && Stores.shared("cifs") && Stores.shared("9p"));
        assertFalse(Stores.shared("fuseblk") || Stores.shared("ext4") || Stores.shared("overlay"));
    }

    @Test
    void aClaimIsHeldOnceAndLeavesNothingBehind() throws IOException {
        Vault ours = vault();
        Vault theirs = Vault.open(neighbour().world(), ROOT);
        Claim claim = take(ours);
        assertEquals(Optional.empty(), ours.claims().claim(ID));
        assertEquals(Optional.empty(), theirs.claims().claim(ID));
        assertTrue(theirs.claims().claim("audit").isPresent());
        claim.close();
        take(theirs).close();
        assertEquals(1, world.disk().person().files(FOLDER).size(), "only audit is held");
    }

    @Test
    void whoseProcessIsGoneOnThisBootIsSucceededAtOnce() throws IOException {
        take(vault());
        Vault next = Vault.open(world.beside("testhost", Set.of()).world(), ROOT);
        take(next).close();
        take(next).close();
    }

    @Test
    void anotherMachineIsSucceededOnlyOnceItsHeartStandsStill() throws IOException {
        Vault ours = vault();
        Claim claim = take(ours);
        TestWorld there = world.beside("farhost", Set.of());
        Vault theirs = Vault.open(there.world(), ROOT);
        for (int second = 0; second < 300; second += 10) {
            assertEquals(Optional.empty(), theirs.claims().claim(ID), "after " + second + " s of beats");
            world.clock().advance(Duration.ofSeconds(10));
            there.clock().advance(Duration.ofSeconds(10));
        }
        claim.confirm();
        for (int second = 0; second < 90; second += 30) {
            assertEquals(Optional.empty(), theirs.claims().claim(ID), "after " + second + " s of silence");
            there.clock().advance(Duration.ofSeconds(30));
        }
        assertTrue(theirs.claims().claim(ID).isPresent());
        assertThrows(ClaimLostException.class, claim::confirm);
    }

    @Test
    void whoStandsStillWithOneClaimIsWatchedInAllAndTheyAreNotWaitedForOneAfterAnother() throws IOException {
        Vault ours = vault();
        take(ours);
        List<String> jobs = List.of("intake:A.md", "intake-source:b", "audit");
        for (String job : jobs) {
            assertTrue(ours.claims().claim(job).isPresent());
        }
        TestWorld there = world.beside("farhost", Set.of());
        Vault theirs = Vault.open(there.world(), ROOT);
        Duration waited = Duration.ZERO;
        while (theirs.claims().claim(ID).isEmpty()) {
            waited = passes(there, waited);
        }
        for (String job : jobs) {
            while (theirs.claims().claim(job).isEmpty()) {
                waited = passes(there, waited);
            }
        }
        assertEquals(Duration.ofMinutes(2), waited);
    }

    private static Duration passes(TestWorld there, Duration waited) {
        there.clock().advance(Duration.ofSeconds(10));
        return waited.plusSeconds(10);
    }

    /** The wall clock of the taker proves nothing. */
    @Test
    void aWallClockThatIsSetForwardRobsNobody() throws IOException {
        vault();
        Claim claim = take(Vault.open(world.world(), ROOT));
        TestWorld there = neighbour();
        Vault theirs = Vault.open(there.world(), ROOT);
        assertEquals(Optional.empty(), theirs.claims().claim(ID));
        there.clock().set(there.clock().instant().plus(Duration.ofHours(3)));
        assertEquals(Optional.empty(), theirs.claims().claim(ID));
        claim.confirm();
    }

    @Test
    void whoStoodStillNoticesBeforeTheNextAppendAndItsLinesCountForNobody() throws IOException {
        Vault ours = vault();
        Claim claim = take(ours);
        Ledger before = ours.ledgers().of(ID);
        before.append(placed(world, "ours"));
        TestWorld there = neighbour();
        Vault theirs = Vault.open(there.world(), ROOT);
        assertEquals(Optional.empty(), theirs.claims().claim(ID));
        there.clock().advance(PAST_STILL);
        try (Claim robbed = take(theirs)) {
            robbed.confirm();
            theirs.ledgers().of(ID).append(placed(there, "theirs"));
        }
        world.clock().stopped(PAST_STILL);
        assertThrows(ClaimLostException.class, () -> before.append(placed(world, "too late")));
        claim.close();
        assertEquals(2, theirs.ledgers().of(ID).entries().size());

        byte[] late = LedgerLines.line(3, 1, placed(world, "woken within an append"));
        world.disk().append(ROOT.resolve(".agent/ledger/open/" + ID + ".ndjson"), late);
        assertEquals(2, theirs.ledgers().of(ID).entries().size(), "a smaller epoch is no entry");
        try (Claim next = take(ours)) {
            next.confirm();
            ours.ledgers().of(ID).append(placed(world, "ours again"));
        }
        assertEquals(3, theirs.ledgers().of(ID).entries().size());
    }

    @Test
    void withoutAClaimNothingIsAppended() throws IOException {
        Vault ours = vault();
        assertThrows(ClaimLostException.class, () -> ours.ledgers().of(ID).append(placed(world, "nobody")));
    }

    /** A suspended machine does not count that time by its monotonic clock. */
    @Test
    void aLeaseRunsOutByEitherClock() throws IOException {
        Vault ours = vault();
        Claim claim = take(ours);
        world.clock().set(world.clock().instant().plusSeconds(61));
        assertThrows(ClaimLostException.class, claim::confirm);
        claim.close();
        take(ours).close();
    }

    /** A vault that came from a network disk keeps its epochs on a local one, and the other way round. */
    @Test
    void epochsGoOnWhereTheKindOfClaimsChanges() throws IOException {
        Vault ours = vault();
        for (int i = 0; i < 3; i++) {
            try (Claim claim = take(ours)) {
                claim.confirm();
                ours.ledgers().of(ID).append(placed(world, "files " + i));
            }
        }
        world.disk().person().delete(FOLDER);
        world.disk().storeType("ext4");
        Vault local = Vault.open(world.world(), ROOT);
        assertEquals(Kind.KERNEL, local.claimKind());
        local.ledgers().of(ID).append(placed(world, "kernel"));
        assertEquals(4, local.ledgers().of(ID).entries().size());
        world.disk().storeType("nfs4");
        Vault back = Vault.open(world.world(), ROOT);
        try (Claim claim = take(back)) {
            claim.confirm();
            back.ledgers().of(ID).append(placed(world, "files again"));
        }
        assertEquals(5, local.ledgers().of(ID).entries().size());
    }

    /** Another process takes and gives back between any two operations of a claim; there is never more than one holder. */
    @Test
    void atEveryOperationOfATakeoverAnotherTakerMakesNoSecondHolder() throws IOException {
        for (int at = 1; at < 40; at++) {
            TestWorld first = network(at);
            Vault dead = Vault.create(first.world(), ROOT);
            take(dead);
            TestWorld one = first.beside("testhost", Set.of());
            TestWorld two = one.beside("testhost", Set.of(one.processes().pid()));
            Vault taker = Vault.open(one.world(), ROOT);
            Vault other = Vault.open(two.world(), ROOT);
            boolean keeps = at % 2 == 0;
            List<Claim> between = new ArrayList<>();
            first.disk().actAt(first.disk().operations() + at, () -> {
                try {
                    Optional<Claim> claim = other.claims().claim(ID);
                    claim.ifPresent(between::add);
                    if (!keeps) {
                        claim.ifPresent(Claim::close);
                    }
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            Optional<Claim> ours = taker.claims().claim(ID);
            if (keeps && ours.isPresent() && !between.isEmpty()) {
                int holders = holds(ours.get()) + holds(between.getFirst());
                assertTrue(holders <= 1, "two holders at " + at);
            }
            ours.ifPresent(Claim::close);
        }
    }

    private static int holds(Claim claim) throws IOException {
        try {
            claim.confirm();
            return 1;
        } catch (ClaimLostException lost) {
            return 0;
        }
    }
}
