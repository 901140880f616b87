package dev.factotum.crew;

import dev.factotum.markdown.Properties;
import dev.factotum.markdown.YamlValue;
import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The notes of a vault that prompts are made of: what stands in them below the properties. Read again when a file changes.
 * Thread-safe.
 */
final class Pages {
    private static final long MOST_BYTES = 1 << 20;
    private static final int MOST_CHARS = 16_000;
    private static final int MOST_KEPT = 2_000;
    private static final List<String> VOICE =
            List.of("name", "language", "tone", "hashtags", "never", "website", "posting_times");

    private final Disk disk;
    private final Path root;
    private final Map<String, Page> kept = new ConcurrentHashMap<>();

    Pages(Disk disk, Path root) {
        this.disk = disk;
        this.root = root;
    }

    private record Page(FileFacts facts, String body, Properties properties) {}

    /** The body of a note, at most 16,000 chars of it; empty where there is none, or none that is readable text. */
    String body(String file) {
        Page page = page(file);
        return page == null ? "" : page.body();
    }

    /** The voice keys of a note, one line each, and its body below them. */
    String voice(String file) {
        Page page = page(file);
        if (page == null) {
            return "";
        }
        StringBuilder voice = new StringBuilder();
        for (String key : VOICE) {
            List<String> words = words(page.properties().values().get(key));
            if (!words.isEmpty()) {
                voice.append("- ")
                        .append(key)
                        .append(": ")
                        .append(String.join("; ", words))
                        .append('\n');
            }
        }
        return (voice + "\n" + page.body()).strip();
    }

    private static List<String> words(@Nullable YamlValue value) {
        return switch (value) {
            case YamlValue.Scalar scalar -> scalar.text().isBlank() ? List.of() : List.of(scalar.text());
            case YamlValue.Sequence sequence ->
                sequence.items().stream().flatMap(item -> words(item).stream()).toList();
            case YamlValue.Mapping _ -> List.of();
            case null -> List.of();
        };
    }

    private @Nullable Page page(String file) {
        Path path = root.resolve(file);
        try {
            Optional<FileFacts> facts = disk.facts(path).filter(found -> found.kind() == FileFacts.Kind.FILE);
            if (facts.isEmpty()) {
                kept.remove(file);
                return null;
            }
            Page known = kept.get(file);
            if (known == null || !known.facts().equals(facts.get())) {
                known = read(path, facts.get());
                if (kept.size() >= MOST_KEPT) {
                    kept.clear();
                }
                kept.put(file, known);
            }
            return known;
        } catch (IOException unreadable) {
            return kept.get(file);
        }
    }

    private Page read(Path path, FileFacts facts) throws IOException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(disk.read(path, MOST_BYTES)))
                    .toString();
        } catch (CharacterCodingException noText) {
            text = "";
        }
        Properties properties = Properties.of(text);
        String body = text.substring(properties.end()).strip();
        return new Page(facts, body.length() > MOST_CHARS ? body.substring(0, MOST_CHARS) + "\n…" : body, properties);
    }
}
