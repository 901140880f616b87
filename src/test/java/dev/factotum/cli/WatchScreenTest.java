package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.audit.AuditEvent;
import dev.factotum.audit.EventType;
import dev.factotum.engine.OverviewReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchScreenTest {
    @TempDir
    Path folder;

    @Test
    void theFootNamesWhatIsWorkedOnOnlyWhileItIs() throws IOException {
        Shop shop = Shop.in(folder);
        Terminal nowhere = new Terminal(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                Traits.PIPES);
        WatchScreen screen = new WatchScreen(
                new Out(nowhere, false, false, false), shop.world().clock());
        screen.overview(new OverviewReader(shop.vault()).read());
        AuditEvent event = titled(shop, "Winter hours");

        screen.begins();
        screen.begins();
        screen.event(event);
        assertTrue(screen.line().contains("working on Winter hours"), screen.line());
        screen.ends();
        assertTrue(screen.line().contains("working on Winter hours"), "another look goes on");
        screen.ends();
        assertFalse(screen.line().contains("working on"), screen.line());

        screen.event(event);
        assertFalse(screen.line().contains("working on"), "an event after the work");
    }

    private static AuditEvent titled(Shop shop, String title) {
        return new AuditEvent(
                shop.world().clock().instant(),
                EventType.ActionExecuted,
                "done",
                Optional.empty(),
                0,
                title,
                Optional.empty(),
                Optional.empty(),
                Optional.of("sam"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
