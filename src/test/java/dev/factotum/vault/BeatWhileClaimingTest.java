package dev.factotum.vault;

import dev.factotum.vault.Claims.Claim;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BeatWhileClaimingTest {
    private static final Path ROOT = Path.of("/vault");
    private static final MatterId ID = new MatterId("01KAGRZ3M8D2V6Q4T0X9N5C7BH");
    private static final MatterId OTHER = new MatterId("01KAGRZ3M8D2V6Q4T0X9N5C7BJ");

    private final TestWorld world = network(1);

    private static TestWorld network(long seed) {
        TestWorld world = TestWorld.seeded(seed);
        world.disk().storeType("fuse.sshfs");
        return world;
    }

    /** The beat of another claim falls between being noted and being made. */
    @Test
    void aBeatWhileAClaimIsBeingMadeDoesNotLoseIt() throws IOException {
        Vault ours = Vault.create(world.world(), ROOT);
        world.clock().advance(Duration.ofMinutes(5));
        Claim first = ours.claims().claim(OTHER).orElseThrow();
        for (int at = 1; at < 12; at++) {
            world.disk()
                    .actAt(world.disk().operations() + at, () -> world.clock().advance(Duration.ofSeconds(10)));
            try (Claim claim = ours.claims().claim(ID).orElseThrow()) {
                claim.confirm();
            }
        }
        first.close();
    }
}
