package dev.factotum.channel.bluesky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.vault.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TidTest {
    private static final Instant MEANT = Instant.parse("2026-11-20T08:31:14.020Z");

    @Test
    void theLeastAndTheLargestAreOfTheForm() {
        assertEquals("2222222222222", new Tid(0).toString());
        assertEquals("bzzzzzzzzzzzz", new Tid(Long.MAX_VALUE).toString());
        assertTrue(Tid.of(MEANT, "f".repeat(32))
                .toString()
                .matches("[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}"));
    }

    @Test
    void theSameCallHasTheSameAndLaterOnesSortBehind() {
        assertEquals(Tid.of(MEANT, "0".repeat(32)), Tid.of(MEANT, "0".repeat(32)));
        String one = Tid.of(MEANT, "f".repeat(32)).toString();
        assertTrue(one.compareTo(Tid.of(MEANT.plusMillis(1), "0".repeat(32)).toString()) < 0);
        assertTrue(one.compareTo(Tid.of(MEANT, "f".repeat(32)).plus(1).toString()) < 0);
    }

    @Test
    void callsOfOneMillisecondDiffer() {
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            all.add(Tid.of(
                            MEANT,
                            Digest.of(("step " + i).getBytes(StandardCharsets.UTF_8))
                                    .hex()
                                    .substring(0, 32))
                    .toString());
        }
        assertEquals(100, all.size());
    }
}
