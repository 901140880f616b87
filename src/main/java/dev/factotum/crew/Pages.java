package dev.factotum.crew;

import dev.factotum.markdown.Properties;
import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The notes of a vault that prompts are made of: what stands in them below the properties. Read again when a file changes.
 * Thread-safe.
 */
final class Pages {
    private static final long MOST_BYTES = 1 << 20;
    private static final int MOST_CHARS = 16_000;
    private static final int MOST_KEPT = 2_000;

    private final Disk disk;
    private final Path root;
    private final Map<String, Page> kept = new ConcurrentHashMap<>();

    Pages(Disk disk, Path root) {
        this.disk = disk;
        this.root = root;
    }

    private record Page(FileFacts facts, String body) {}

    /** The body of a note, at most 16,000 chars of it; empty where there is none, or none that is readable text. */
    String body(String file) {
        Path path = root.resolve(file);
        try {
            Optional<FileFacts> facts = disk.facts(path).filter(found -> found.kind() == FileFacts.Kind.FILE);
            if (facts.isEmpty()) {
                kept.remove(file);
                return "";
            }
            Page known = kept.get(file);
            if (known == null || !known.facts().equals(facts.get())) {
                known = new Page(facts.get(), read(path));
                if (kept.size() >= MOST_KEPT) {
                    kept.clear();
                }
                kept.put(file, known);
            }
            return known.body();
        } catch (IOException unreadable) {
            Page known = kept.get(file);
            return known == null ? "" : known.body();
        }
    }

    private String read(Path path) throws IOException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(disk.read(path, MOST_BYTES)))
                    .toString();
        } catch (CharacterCodingException noText) {
            return "";
        }
        String body = text.substring(Properties.of(text).end()).strip();
        return body.length() > MOST_CHARS ? body.substring(0, MOST_CHARS) + "\n…" : body;
    }
}
