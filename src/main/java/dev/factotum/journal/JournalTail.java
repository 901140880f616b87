package dev.factotum.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The end of the program's own log, as far as it can be read; a line that is torn or altered is left out. */
public final class JournalTail {
    /** So much of a file is looked at. */
    private static final int BYTES = 256 * 1024;

    private static final int MOST_FILES = 2;
    private static final JsonFactory JSON = new JsonFactory();

    private final Disk disk;
    private final Path folder;

    /** @param folder of the log */
    public JournalTail(Disk disk, Path folder) {
        this.disk = disk;
        this.folder = folder;
    }

    /**
     * Something that went wrong.
     *
     * @param code of the error; of what has none, what kind of event it was
     * @param what in words; may be empty
     */
    public record Noted(Instant t, String code, String what) {}

    /** What went wrong last, the newest first. */
    public List<Noted> wrong(int most) throws IOException {
        List<Noted> found = new ArrayList<>();
        for (Path file : files()) {
            for (String line : lines(file, BYTES).reversed()) {
                if (found.size() == most) {
                    return found;
                }
                if (line.contains("\"level\":\"WARN\"") || line.contains("\"level\":\"ERROR\"")) {
                    noted(line).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    /** The last whole lines, the oldest first. @param bytes so much is looked at */
    public List<String> last(int bytes) throws IOException {
        List<String> last = new ArrayList<>();
        for (Path file : files().reversed()) {
            last.addAll(lines(file, bytes / MOST_FILES));
        }
        return last;
    }

    /** The newest first. */
    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Path current = Journal.file(folder);
        if (disk.facts(current).isPresent()) {
            files.add(current);
        }
        try {
            files.addAll(JournalFile.aside(disk, folder));
        } catch (NoSuchFileException never) {
            return files;
        }
        return files.subList(0, Math.min(MOST_FILES, files.size()));
    }

    private List<String> lines(Path file, int bytes) throws IOException {
        Optional<FileFacts> facts = disk.facts(file);
        if (facts.isEmpty()) {
            return List.of();
        }
        long from = Math.max(0, facts.get().size() - bytes);
        String text;
        try {
            text = new String(disk.readAt(file, from, bytes), StandardCharsets.UTF_8);
        } catch (NoSuchFileException putAside) {
            return List.of();
        }
        return text.lines()
                .filter(line -> line.startsWith("{") && line.endsWith("}"))
                .toList();
    }

    private static Optional<Noted> noted(String line) {
        Map<String, String> fields = fields(line);
        try {
            Instant t = Instant.parse(fields.getOrDefault("t", ""));
            String event = fields.getOrDefault("event", fields.getOrDefault("text", ""));
            String outcome = fields.getOrDefault("outcome", "");
            String fault = fields.getOrDefault("fault", fields.getOrDefault("error", ""));
            return Optional.of(new Noted(
                    t,
                    fields.getOrDefault("code", event),
                    fields.getOrDefault("what", outcome.isEmpty() ? fault : outcome)));
        } catch (DateTimeException altered) {
            return Optional.empty();
        }
    }

    private static Map<String, String> fields(String line) {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(line)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                fields.put(name, json.getValueAsString(""));
                json.skipChildren();
            }
        } catch (IOException torn) {
            fields.clear();
        }
        return fields;
    }
}
