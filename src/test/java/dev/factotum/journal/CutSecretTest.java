package dev.factotum.journal;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.factotum.config.Settings.LogSettings;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

class CutSecretTest {
    private static final Path FOLDER = Path.of("/vault/.agent/local/log");
    private static final Path FILE = FOLDER.resolve("agent.log");

    private final TestWorld test = TestWorld.seeded(1);

    private static void note(Journal journal, String event, String what) {
        journal.note(Level.INFO, "dev.factotum.cli", event, List.of(new KeyValuePair("what", what)));
    }

    /** A secret that a long value is cut within. */
    @Test
    void theCutOfALongValueLeavesNoPieceOfASecret() throws IOException {
        String secret = "correct-horse-battery-staple-0815";
        try (Journal journal = Journal.open(test.world(), FOLDER)) {
            journal.settings(new LogSettings("info", Set.of(secret)));
            note(journal, "problem", "x ".repeat(190) + secret);
        }
        String text = new String(test.disk().read(FILE, 1 << 20), StandardCharsets.UTF_8);
        assertFalse(text.contains("correct-horse"), text);
    }
}
