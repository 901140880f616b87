package dev.factotum.crew;

import dev.factotum.problem.ConfigCode;
import dev.factotum.problem.Problem;
import dev.factotum.vault.Digest;
import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All prompts: those that come with the program, each replaced by the vault's own of the same name under Prompts/. A
 * broken one of the vault is a problem and the program's own goes on. Read again when its file changes. Thread-safe.
 */
public final class PromptBook {
    /** The names of the prompts there are. */
    static final List<String> NAMES = List.of("read", "plan", "check");

    private static final long MOST_BYTES = 256 * 1024;

    private final Disk disk;
    private final Path folder;
    private final Map<String, PromptSheet> packaged = new ConcurrentHashMap<>();
    private final Map<String, Own> own = new ConcurrentHashMap<>();

    /** @param folder the vault's Prompts/, which may be missing */
    public PromptBook(Disk disk, Path folder) {
        this.disk = disk;
        this.folder = folder;
    }

    /** A vault's prompt as it was read. */
    private record Own(FileFacts facts, Optional<PromptSheet> sheet, Optional<Problem> problem) {}

    PromptSheet sheet(String name) {
        return own(name).flatMap(Own::sheet).orElseGet(() -> packaged.computeIfAbsent(name, PromptBook::packaged));
    }

    /** What is wrong with the vault's own prompts. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        for (String name : NAMES) {
            own(name).flatMap(Own::problem).ifPresent(problems::add);
        }
        return problems;
    }

    /** The labels of the prompts in force, by name. */
    public Map<String, String> labels() {
        Map<String, String> labels = new TreeMap<>();
        NAMES.forEach(name -> labels.put(name, sheet(name).label()));
        return labels;
    }

    private Optional<Own> own(String name) {
        Path file = folder.resolve(name + ".md");
        try {
            Optional<FileFacts> facts = disk.facts(file).filter(found -> found.kind() == FileFacts.Kind.FILE);
            if (facts.isEmpty()) {
                own.remove(name);
                return Optional.empty();
            }
            Own known = own.get(name);
            if (known == null || !known.facts().equals(facts.get())) {
                known = read(name, file, facts.get());
                own.put(name, known);
            }
            return Optional.of(known);
        } catch (IOException unreadable) {
            return Optional.ofNullable(own.get(name));
        }
    }

    private Own read(String name, Path file, FileFacts facts) {
        try {
            byte[] bytes = disk.read(file, MOST_BYTES);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            String suffix = "+" + Digest.of(bytes).hex().substring(0, 8);
            return new Own(facts, Optional.of(PromptSheet.read(name, text, suffix)), Optional.empty());
        } catch (NoSuchFileException gone) {
            return new Own(facts, Optional.empty(), Optional.empty());
        } catch (IOException | IllegalArgumentException wrong) {
            return new Own(facts, Optional.empty(), Optional.of(broken(name, wrong)));
        }
    }

    private static Problem broken(String name, Exception wrong) {
        return new Problem(
                ConfigCode.UNREADABLE,
                "A prompt cannot be used; the program's own is used instead",
                "Prompts/" + name + ".md",
                String.valueOf(wrong.getMessage()),
                "Mend it, or take it away to use the program's own.");
    }

    private static PromptSheet packaged(String name) {
        try (InputStream stream = PromptBook.class.getResourceAsStream("/prompts/" + name + ".md")) {
            if (stream == null) {
                throw new IllegalStateException("no prompt is packaged as " + name);
            }
            return PromptSheet.read(name, new String(stream.readAllBytes(), StandardCharsets.UTF_8), "");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
