package dev.factotum.vault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LongHeldClaimTest {
    private static final Path ROOT = Path.of("/vault");
    private static final Path FOLDER = ROOT.resolve(".agent/local/claims");

    private final TestWorld world = network(1);

    private static TestWorld network(long seed) {
        TestWorld world = TestWorld.seeded(seed);
        world.disk().storeType("fuse.sshfs");
        return world;
    }

    /** A watch holds its mark as long as it runs: a byte a beat, 121 days are 1 MiB. */
    @Test
    void aClaimHeldForHalfAYearCanStillBeLookedAt() throws IOException {
        Vault ours = Vault.create(world.world(), ROOT);
        assertTrue(ours.holders().watching().isPresent());
        Path file = world.disk().list(FOLDER).stream()
                .map(l -> FOLDER.resolve(l.name()))
                .findFirst()
                .orElseThrow();
        byte[] beats = new byte[6 * 60 * 24 * 183];
        java.util.Arrays.fill(beats, (byte) '.');
        world.disk().append(file, beats);
        Vault theirs = Vault.open(
                world.beside("testhost", Set.of(world.processes().pid())).world(), ROOT);
        assertTrue(theirs.holders().watched());
    }
}
