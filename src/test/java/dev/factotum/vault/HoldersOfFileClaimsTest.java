package dev.factotum.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factotum.vault.Claims.Claim;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HoldersOfFileClaimsTest {
    @Test
    void whoHoldsAClaimFileIsNotNobody() throws IOException {
        TestWorld world = TestWorld.seeded(1);
        world.disk().storeType("nfs4");
        Vault vault = Vault.create(world.world(), Path.of("/vault"));
        try (Claim held =
                vault.claims().claim(new MatterId("01KAGRZ3M8D2V6Q4T0X9N5C7BH")).orElseThrow()) {
            held.confirm();
            Optional<List<Holders.Holder>> all = vault.holders().all();
            assertEquals(1, all.map(List::size).orElse(1), "empty or the holder, never an empty list");
        }
    }
}
