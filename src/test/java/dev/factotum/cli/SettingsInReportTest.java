package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsInReportTest {
    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void aVault() throws IOException {
        shop = Shop.in(folder);
    }

    private String bundle() throws IOException {
        String json = shop.agent().run("doctor", "--bundle", "--json").out();
        Path file = Path.of(json.replaceAll("(?s).*\"report\":\"([^\"]*)\".*", "$1"));
        StringBuilder all = new StringBuilder();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                all.append("== ").append(entry.getName()).append('\n');
                all.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return all.toString();
    }

    private static void lacks(String text, String... words) {
        for (String word : List.of(words)) {
            assertFalse(
                    text.contains(word),
                    () -> word + " stands in: "
                            + text.lines().filter(line -> line.contains(word)).toList());
        }
    }

    /** Names of approvers are keys; these sections are kept though nothing reads them yet. */
    @Test
    void theSettingsInTheReportNameNobody() throws IOException {
        Path file = shop.root().resolve("agent.yaml");
        Files.writeString(file, Files.readString(file) + """
                approval:
                  people: { Maria Sommerfeld: { may: high } }
                redaction: { words: [divorce] }
                notifications: { phone: "+43 660 1234567" }
                webhooks: { out: "https://hooks.slack.com/services/T0001/B0002/abcdefghijklmnop" }
                """);
        lacks(bundle(), "Sommerfeld", "divorce", "1234567", "abcdefghijklmnop");
    }
}
