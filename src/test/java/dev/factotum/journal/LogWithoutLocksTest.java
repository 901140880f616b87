package dev.factotum.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.config.Settings.LogSettings;
import dev.factotum.world.Disk;
import dev.factotum.world.LockFile;
import dev.factotum.world.TestWorld;
import dev.factotum.world.World;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

class LogWithoutLocksTest {
    private static final Path FOLDER = Path.of("/vault/.agent/local/log");
    private static final Path FILE = FOLDER.resolve("agent.log");

    private final TestWorld test = TestWorld.seeded(1);

    private static void note(Journal journal, String event, String what) {
        journal.note(Level.INFO, "dev.factotum.cli", event, List.of(new KeyValuePair("what", what)));
    }

    /** The disk of an NFS server without lockd, and some FUSE disks. */
    @Test
    void onADiskWithoutLocksTheLogGoesOnAfterItsFirstDay() throws IOException {
        Disk plain = test.disk();
        Disk lockless = (Disk) Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (self, method, arguments) -> {
                    try {
                        if (method.getName().equals("lockFile")) {
                            return new LockFile() {
                                @Override
                                public java.util.Optional<Held> tryLock(long position) throws IOException {
                                    throw new IOException("No locks available");
                                }

                                @Override
                                public void close() {}
                            };
                        }
                        return method.invoke(plain, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
        World world = new World(lockless, test.clock(), test.ids(), test.processes());
        try (Journal journal = Journal.open(world, FOLDER)) {
            journal.settings(LogSettings.USUAL);
            note(journal, "first", "day one");
        }
        for (int day = 2; day < 5; day++) {
            test.clock().stopped(Duration.ofDays(1));
            try (Journal journal = Journal.open(world, FOLDER)) {
                journal.settings(LogSettings.USUAL);
                note(journal, "next", "day " + day);
                assertTrue(journal.trouble().isEmpty(), "day " + day + ": " + journal.trouble());
            }
        }
        String text = new String(test.disk().read(FILE, 1 << 20), StandardCharsets.UTF_8);
        assertEquals(4, text.lines().count(), text);
    }
}
