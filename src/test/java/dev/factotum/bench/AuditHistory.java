package dev.factotum.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * A chain and its pages as years of work would have left them, all in this month's segment, written straight into an
 * empty vault. Knows the format only from formats.md, so whoever verifies it checks the program against another one.
 */
final class AuditHistory {
    private static final int PAGE = 256 * 1024;
    private static final int BUFFER = 1 << 20;

    private final Path vault;
    private final String month = YearMonth.now(ZoneOffset.UTC).toString();
    private final String day =
            Instant.now().truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10);
    private final MessageDigest sha256;
    private long entries;
    private int pages;

    AuditHistory(Path vault) throws NoSuchAlgorithmException {
        this.vault = vault;
        this.sha256 = MessageDigest.getInstance("SHA-256");
    }

    /** Writes at least so many bytes of chain; answers how many entries they are. */
    long write(long bytes) throws IOException {
        Path folder = Files.createDirectories(vault.resolve(".agent/audit"));
        String prev = "0".repeat(64);
        long written = 0;
        StringBuilder page = new StringBuilder(PAGE + 1024);
        try (OutputStream chain =
                new BufferedOutputStream(Files.newOutputStream(folder.resolve(month + ".ndjson")), BUFFER)) {
            while (written < bytes) {
                entries++;
                String at = clock(entries);
                String receipt = "INV/" + entries;
                String line = "- " + at + " **done** s1 odoo.invoice.create → " + receipt + " · agent office";
                String lineHash = hash(line);
                String rest = "\"t\":\"" + day + "T" + at + ".020Z\",\"type\":\"ActionExecuted\"";
                String canonical = "{\"by\":\"office\",\"ev\":\"done\",\"line\":\"" + lineHash
                        + "\",\"matter\":\"01KAGRZ3M8D2V6Q4T0X9N5C7BH\",\"n\":7,\"receipt\":\"" + receipt
                        + "\",\"seq\":"
                        + entries + ",\"skill\":\"odoo.invoice.create@2\",\"step\":\"s1\"," + rest + ",\"v\":1}";
                String hash = hash("agent-audit-1\n" + prev + "\n" + canonical);
                byte[] entry = ("{\"v\":1,\"seq\":" + entries + "," + rest
                                + ",\"ev\":\"done\",\"matter\":\"01KAGRZ3M8D2V6Q4T0X9N5C7BH\",\"n\":7,\"step\":\"s1\","
                                + "\"skill\":\"odoo.invoice.create@2\",\"by\":\"office\",\"receipt\":\"" + receipt
                                + "\",\"line\":\"" + lineHash + "\",\"prev\":\"" + prev + "\",\"h\":\"" + hash
                                + "\"}\n")
                        .getBytes(StandardCharsets.UTF_8);
                chain.write(entry);
                written += entry.length;
                prev = hash;
                page.append(line, 0, 19)
                        .append(" `Invoice for Acme`")
                        .append(line, 19, line.length())
                        .append(" #")
                        .append(entries)
                        .append('·')
                        .append(hash, 0, 8)
                        .append('\n');
                if (page.length() > PAGE) {
                    aside(page);
                }
            }
        }
        Files.writeString(vault.resolve("Audit_Log.md"), page);
        return entries;
    }

    private static String clock(long second) {
        String text = java.time.LocalTime.ofSecondOfDay(second % 86_400).toString();
        return text.length() == 5 ? text + ":00" : text;
    }

    private String hash(String text) {
        return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void aside(StringBuilder page) throws IOException {
        pages++;
        Path folder = Files.createDirectories(vault.resolve("Audit"));
        Files.writeString(folder.resolve(month + (pages == 1 ? "" : "-" + pages) + ".md"), page);
        page.setLength(0);
    }
}
