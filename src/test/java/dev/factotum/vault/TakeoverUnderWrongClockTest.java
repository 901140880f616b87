package dev.factotum.vault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TakeoverUnderWrongClockTest {
    private static final Path ROOT = Path.of("/vault");

    /** A person says it again: that must help. */
    @Test
    void sayingItAgainUnderTheRightClockHelps() throws IOException {
        TestWorld old = TestWorld.seeded(1);
        Vault.create(old.world(), ROOT);
        TestWorld ours = old.elsewhere(Path.of("/other-state"));
        ours.clock().set(TestWorld.START.plus(Duration.ofDays(400)));
        Vault.open(ours.world(), ROOT).takeOver();
        ours.clock().set(TestWorld.START);
        Vault.open(ours.world(), ROOT).takeOver();
        ours.clock().stopped(Duration.ofMinutes(3));
        assertTrue(Vault.open(ours.world(), ROOT).executor().here());
    }
}
