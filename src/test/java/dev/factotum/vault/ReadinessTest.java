package dev.factotum.vault;

import static dev.factotum.vault.CrashSweep.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factotum.vault.Readiness.Settle;
import dev.factotum.vault.Readiness.Verdict;
import dev.factotum.world.FileFacts;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private static final Instant NOW = TestWorld.START;
    private static final Optional<MatterId> ID = MatterId.parse("01KAGRZ3M8D2V6Q4T0X9N5C7BH");
    private static final Verdict READY = new Verdict.Ready();

    private final Readiness readiness = new Readiness(Settle.LOCAL);

    private static Seen seen(String name, Optional<MatterId> id, Instant modified, long size) {
        Path path = ROOT.resolve("Inbox").resolve(name);
        return new Seen(Stage.INBOX, path, name, id, new FileFacts(FileFacts.Kind.FILE, size, modified, "k", 1));
    }

    private static Verdict notYet(Instant until) {
        return new Verdict.NotYet(until);
    }

    @Test
    void aFileThatWasQuietLongEnoughIsReadyAtFirstSight() {
        assertEquals(READY, readiness.look(seen("a.pdf", Optional.empty(), NOW.minusSeconds(1), 1), NOW));
        assertEquals(READY, readiness.look(seen("a.md", ID, NOW.minusSeconds(1), 1), NOW));
        assertEquals(READY, readiness.look(seen("a.md", Optional.empty(), NOW.minusSeconds(30), 1), NOW));
    }

    @Test
    void aYoungFileWaitsAndANoteWithoutOurIdWaitsLonger() {
        Instant young = NOW.minusMillis(999);
        assertEquals(notYet(young.plusSeconds(1)), readiness.look(seen("a.eml", Optional.empty(), young, 1), NOW));
        assertEquals(notYet(young.plusSeconds(1)), readiness.look(seen("b.md", ID, young, 1), NOW));
        assertEquals(notYet(young.plusSeconds(30)), readiness.look(seen("c.MD", Optional.empty(), young, 1), NOW));
        Readiness synced = new Readiness(Settle.SYNCED);
        assertEquals(notYet(young.plusSeconds(3)), synced.look(seen("b.md", ID, young, 1), NOW));
    }

    @Test
    void aFileFromTheFutureIsReadyWhenTwoLooksAgree() {
        Instant future = NOW.plus(Duration.ofDays(1));
        assertEquals(notYet(NOW.plusSeconds(1)), readiness.look(seen("a.md", ID, future, 1), NOW));
        Instant later = NOW.plusMillis(900);
        assertEquals(notYet(later.plusSeconds(1)), readiness.look(seen("a.md", ID, future, 2), later));
        assertEquals(notYet(later.plusSeconds(1)), readiness.look(seen("a.md", ID, future, 2), later.plusMillis(500)));
        assertEquals(READY, readiness.look(seen("a.md", ID, future, 2), later.plusSeconds(1)));
    }

    @Test
    void aFileThatKeepsChangingIsCountedFromItsFirstLook() {
        for (int i = 0; i <= 600; i++) {
            Instant now = NOW.plusSeconds(i);
            readiness.look(seen("log.txt", ID, now, i), now);
        }
        Instant end = NOW.plusSeconds(600);
        Path log = ROOT.resolve("Inbox/log.txt");
        assertEquals(List.of(log), readiness.waitingFor(Duration.ofMinutes(10), end));
        assertEquals(List.of(), readiness.waitingFor(Duration.ofMinutes(11), end));
        readiness.forget(log);
        assertEquals(List.of(), readiness.waitingFor(Duration.ofMinutes(10), end));
    }

    @Test
    void aSyncToolsMarkInOrAboveTheVaultSlowsIt() throws IOException {
        TestWorld world = TestWorld.seeded(1);
        Path root = Path.of("/home/sam/Dropbox/vault");
        Vault vault = Vault.create(world.world(), root);
        assertEquals(Settle.LOCAL, Settle.of(vault));
        world.disk().person().write(Path.of("/home/sam/Dropbox/.dropbox"), "");
        assertEquals(Settle.SYNCED, Settle.of(vault));
    }
}
