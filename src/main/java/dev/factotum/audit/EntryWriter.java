package dev.factotum.audit;

import dev.factotum.vault.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.erdtman.jcs.JsonCanonicalizer;

/** Makes chain entries: {@code h} = SHA-256 over the domain, {@code prev} and the RFC 8785 form of the rest. */
final class EntryWriter {
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private EntryWriter() {}

    /**
     * The entry of an event.
     *
     * @param text the line as it is stored, with its line break
     */
    record Written(AuditRecord entry, String text) {}

    /** @param event already cleaned */
    static Written write(AuditEvent event, long seq, String prev, String line) {
        StringBuilder json = new StringBuilder(512).append("{\"v\":1");
        number(json, Field.SEQ, seq);
        text(json, Field.T, MILLIS.format(event.t()));
        text(json, Field.TYPE, event.type().name());
        text(json, Field.EV, event.ev());
        event.matter().ifPresent(matter -> text(json, Field.MATTER, matter.value()));
        if (event.n() > 0) {
            number(json, Field.N, event.n());
        }
        event.step().ifPresent(step -> text(json, Field.STEP, step));
        event.skill().ifPresent(skill -> text(json, Field.SKILL, skill));
        event.by().ifPresent(by -> text(json, Field.BY, by));
        event.via().ifPresent(via -> text(json, Field.VIA, via));
        event.receipt().ifPresent(receipt -> text(json, Field.RECEIPT, receipt));
        event.detail().ifPresent(detail -> text(json, Field.DETAIL, detail));
        text(json, Field.LINE, line);
        String hash = hash(prev, json + "}");
        text(json, Field.PREV, prev);
        text(json, Field.H, hash);
        String stored = json.append('}').toString();
        EntryScanner scanner = new EntryScanner();
        byte[] bytes = stored.getBytes(StandardCharsets.UTF_8);
        if (!scanner.scan(bytes, 0, bytes.length) || !scanner.hashHolds()) {
            throw new IllegalStateException("an entry would not verify: " + stored);
        }
        return new Written(
                scanner.entry().orElseThrow(() -> new IllegalStateException("an entry would not read back")),
                stored + "\n");
    }

    private static String hash(String prev, String rest) {
        try {
            return Digest.of("agent-audit-1\n" + prev + "\n" + new JsonCanonicalizer(rest).getEncodedString())
                    .hex();
        } catch (IOException notJson) {
            throw new IllegalStateException("an entry is no JSON", notJson);
        }
    }

    private static void text(StringBuilder json, Field field, String text) {
        json.append(",\"").append(field.key()).append("\":\"");
        json.append(text.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }

    private static void number(StringBuilder json, Field field, long number) {
        json.append(",\"").append(field.key()).append("\":").append(number);
    }
}
