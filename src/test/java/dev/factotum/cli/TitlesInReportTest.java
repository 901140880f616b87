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

class TitlesInReportTest {
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
}
