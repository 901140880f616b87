package dev.factotum.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.vault.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.erdtman.jcs.JsonCanonicalizer;

/** Somebody who knows the format and changes who did a thing, with hashes that fit. */
final class Rewriting {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<Path, String> texts = new HashMap<>();
    private final long first;
    private final boolean toTheEnd;
    private String prev = "";

    /** @param toTheEnd whether all entries behind it are chained anew, too */
    Rewriting(Map<Path, byte[]> files, long first, boolean toTheEnd) {
        files.forEach((file, bytes) -> texts.put(file, new String(bytes, StandardCharsets.UTF_8)));
        this.first = first;
        this.toTheEnd = toTheEnd;
    }

    Map<Path, Optional<byte[]>> files() {
        texts.keySet().stream()
                .filter(file -> file.toString().endsWith(".ndjson"))
                .sorted()
                .toList()
                .forEach(this::segment);
        Map<Path, Optional<byte[]>> files = new HashMap<>();
        texts.forEach((file, text) -> files.put(file, Optional.of(text.getBytes(StandardCharsets.UTF_8))));
        return files;
    }

    private void segment(Path file) {
        StringBuilder text = new StringBuilder();
        texts.getOrDefault(file, "")
                .lines()
                .forEach(line -> text.append(entry(line)).append('\n'));
        texts.put(file, text.toString());
    }

    private String entry(String line) {
        try {
            ObjectNode entry = (ObjectNode) JSON.readTree(line);
            long seq = entry.get("seq").asLong();
            if (seq == first || (toTheEnd && seq > first)) {
                Matcher page = page(seq);
                String shown = page.group();
                if (seq == first) {
                    entry.put("by", "mallory");
                    shown = shown.replaceFirst("(agent|by) (office|sam)", "$1 mallory");
                    entry.put("line", Digest.of(bare(shown)).hex());
                } else {
                    entry.put("prev", prev);
                }
                entry.put("h", hash(entry));
                show(
                        page.group(),
                        shown.replaceFirst(
                                "[0-9a-f]{8}$", entry.get("h").asText().substring(0, 8)));
            }
            prev = entry.get("h").asText();
            return JSON.writeValueAsString(entry);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String hash(ObjectNode entry) throws IOException {
        ObjectNode rest = entry.deepCopy();
        rest.remove("prev");
        rest.remove("h");
        return Digest.of("agent-audit-1\n" + entry.get("prev").asText() + "\n"
                        + new JsonCanonicalizer(rest.toString()).getEncodedString())
                .hex();
    }

    private static String bare(String shown) {
        return shown.replaceFirst(" #[0-9]+·[0-9a-f]{8}$", "").replaceFirst("\\*\\* `[^`]*`", "**");
    }

    private Matcher page(long seq) {
        Pattern item = Pattern.compile("(?m)^- .* #" + seq + "·[0-9a-f]{8}$");
        return texts.values().stream()
                .map(item::matcher)
                .filter(Matcher::find)
                .findFirst()
                .orElseThrow();
    }

    private void show(String before, String after) {
        texts.replaceAll((file, text) -> file.toString().endsWith(".md") ? text.replace(before, after) : text);
    }
}
