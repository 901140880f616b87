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

/** What a person wrote, typed or set up stands neither in the program's own log nor in a report that is handed on. */
class ReportPrivacyTest {
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

    /** Parts of a title, as people type them to name a matter. */
    @Test
    void wordsOfATitleThatWereTypedStandInNoReport() throws IOException {
        shop.agent().run("add", "Call Maria Sommerfeld about the red bicycle");
        shop.agent().run("add", "Ask Maria Sommerfeld about the divorce");
        shop.agent().run("run", "--now");
        shop.agent().run("show", "Maria Sommerfeld");
        shop.agent().run("show", "Sommerfeld divorce papers");
        lacks(Files.readString(shop.root().resolve(".agent/local/log/agent.log")), "Sommerfeld", "divorce");
    }

    @Test
    void theSameInTheBundle() throws IOException {
        shop.agent().run("add", "Ask Maria Sommerfeld about the divorce");
        shop.agent().run("run", "--now");
        shop.agent().run("show", "Maria Sommerfelds divorce");
        lacks(bundle(), "Sommerfeld", "divorce");
    }

    /** What a redaction or a mask changed is no title any more that could be found. */
    @Test
    void aTitleWithAnAddressOrASecretIsMaskedWhole() throws IOException {
        Files.createDirectories(shop.root().resolve("Pending_Approval"));
        shop.write(
                "Inbox/Ask anna@acme.example about the divorce token=abc of Sommerfeld.sync-conflict-20261101-101010-ABCDEFG.md",
                "x");
        shop.write(
                "Needs_Action/Ask anna@acme.example about the divorce.sync-conflict-20261101-101010-ABCDEFG.md", "x");
        shop.write("Needs_Action/Pin the password: hunter22 of Sommerfeld.md", Shop.plan("Winter hours"));
        shop.write(
                "Needs_Action/Pin the password: hunter22 of Sommerfeld.sync-conflict-20261101-101010-ABCDEFG.md",
                Shop.plan("Winter hours"));
        shop.agent().run("run", "--now");
        lacks(bundle(), "Sommerfeld", "divorce");
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
