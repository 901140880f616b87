package dev.factotum.journal;

import dev.factotum.config.Settings.LogSettings;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process of its own that waits for a word, logs so many lines, and ends. */
final class JournalWriter {
    private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);

    private JournalWriter() {}

    public static void main(String[] arguments) throws IOException {
        try (Journal journal = Journal.open(World.real(), Path.of(arguments[0]))) {
            journal.listen();
            journal.settings(LogSettings.USUAL);
            System.out.println("ready");
            System.out.flush();
            if (System.in.read() < 0) {
                return;
            }
            int lines = Integer.parseInt(arguments[2]);
            for (int i = 0; i < lines; i++) {
                LOG.atInfo()
                        .addKeyValue("who", arguments[1])
                        .addKeyValue("n", i)
                        .addKeyValue("filling", "x".repeat(200))
                        .log("line");
            }
        }
    }
}
