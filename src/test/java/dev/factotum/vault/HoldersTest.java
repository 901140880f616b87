package dev.factotum.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.Holders.Holder;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class HoldersTest {
    private static final MatterId ID = new MatterId("01KAGRZ3M8D2V6Q4T0X9N5C7BH");

    private final Path lock;
    private final Claims claims;
    private final Holders holders;

    HoldersTest(@TempDir Path folder) throws IOException {
        World world = World.real();
        this.lock = folder.resolve("local/lock");
        this.claims = new KernelClaims(world, lock);
        SafeFiles files = new SafeFiles(world, folder.resolve("undo"));
        Path open = Files.createDirectories(folder.resolve("ledger/open"));
        Files.writeString(open.resolve(ID.value() + ".ndjson"), "");
        this.holders =
                new Holders(world, lock, claims, new FileLedgers(world, files, matter -> 0, folder.resolve("ledger")));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whoHoldsWhatIsReadFromTheKernel() throws IOException {
        assertEquals(Optional.of(List.of()), holders.all());
        try (Claim matter = claims.claim(ID).orElseThrow();
                Claim audit = claims.claim("audit").orElseThrow();
                Claim other = claims.claim("note:x").orElseThrow()) {
            long pid = ProcessHandle.current().pid();
            List<Holder> all = holders.all().orElseThrow();
            assertTrue(all.contains(new Holder(pid, Optional.of(ID), "")), all::toString);
            assertTrue(all.contains(new Holder(pid, Optional.empty(), "audit")), all::toString);
            assertTrue(all.contains(new Holder(pid, Optional.empty(), "")), all::toString);
            assertEquals(3, all.size());
            assertTrue(matter != null && audit != null && other != null);
        }
        assertEquals(Optional.of(List.of()), holders.all());
    }

    @Test
    void aWatchThatEndsIsSeenNoMoreAndLookingTakesNothing() throws IOException {
        assertFalse(holders.watched());
        Claim first = holders.watching().orElseThrow();
        Claim second = holders.watching().orElseThrow();
        first.close();
        assertTrue(holders.watched(), "the second one runs");
        second.close();
        assertFalse(holders.watched());
    }
}
