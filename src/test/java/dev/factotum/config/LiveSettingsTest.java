package dev.factotum.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.config.LiveSettings.Refreshed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveSettingsTest {
    @Test
    void aChangeIsTakenAndABrokenOneKeepsTheLastGoodSettings() throws IOException {
        Desk desk = new Desk().with("agent.yaml", "approval: { grace: 1s }\n");
        LiveSettings live = new LiveSettings(desk.settings(), Optional.empty(), desk.good());

        assertEquals(Refreshed.UNCHANGED, live.refresh());
        desk.with("agent.yaml", "approval: { grace: 2s }\n");
        assertEquals(Refreshed.TAKEN, live.refresh());
        assertEquals(Duration.ofSeconds(2), live.settings().approval().grace());

        desk.with("agent.yaml", "approval: { grace: soon }\n");
        assertEquals(Refreshed.KEPT, live.refresh());
        assertTrue(live.broken());
        assertEquals(1, live.problems().size());
        assertEquals(Duration.ofSeconds(2), live.settings().approval().grace());

        desk.with("agent.yaml", "approval: { grace: 2s }\n");
        assertEquals(Refreshed.TAKEN, live.refresh());
        assertFalse(live.broken());
        assertEquals(List.of(), live.problems());
    }

    @Test
    void aNewClientIsSeenAndAnOldFileNotReadAgain() throws IOException {
        Desk desk = new Desk().with("agent.yaml", "owner: sam\n");
        LiveSettings live = new LiveSettings(desk.settings(), Optional.empty(), desk.good());
        desk.world.clock().advance(Duration.ofMinutes(1));
        assertEquals(Refreshed.UNCHANGED, live.refresh());

        long before = reads(desk);
        assertEquals(Refreshed.UNCHANGED, live.refresh());
        assertEquals(before, reads(desk));

        desk.with("Clients/Acme BV/Client.md", "# Acme\n");
        assertEquals(Refreshed.TAKEN, live.refresh());
        assertTrue(live.settings().clients().containsKey("Acme BV"));
    }

    private static long reads(Desk desk) {
        return desk.world.disk().trace().stream()
                .filter(operation -> operation.name().equals("read"))
                .count();
    }
}
