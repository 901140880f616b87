package dev.factotum.vault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.vault.Claims.Claim;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClaimAfterPowerCutTest {
    private static final Path ROOT = Path.of("/vault");
    private static final MatterId ID = new MatterId("01KAGRZ3M8D2V6Q4T0X9N5C7BH");

    private final TestWorld world = network(1);

    private static TestWorld network(long seed) {
        TestWorld world = TestWorld.seeded(seed);
        world.disk().storeType("fuse.sshfs");
        return world;
    }

    /** Cron runs one process every ten minutes; the holder died with its machine (another boot). */
    @Test
    void roundsFromCronTakeOverTheClaimOfAMachineThatWasSwitchedOff() throws IOException {
        Vault dead = Vault.create(world.world(), ROOT);
        assertTrue(dead.claims().claim(ID).isPresent());
        boolean taken = false;
        for (int round = 0; round < 1000 && !taken; round++) {
            world.clock().stopped(Duration.ofMinutes(10));
            TestWorld cron = world.beside("other boot", Set.of());
            Optional<Claim> claim = Vault.open(cron.world(), ROOT).claims().claim(ID);
            taken = claim.isPresent();
        }
        assertTrue(taken, "a week of rounds, and none could take it");
    }
}
