package dev.factotum.crew;

import dev.factotum.config.Nearest;
import dev.factotum.problem.ConfigCode;
import dev.factotum.problem.Problem;
import dev.factotum.vault.Digest;
import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * All prompts: those that come with the program, each replaced by the vault's own of the same name under Prompts/. A
 * broken one of the vault is a problem and the program's own goes on. Read again when its file changes. Thread-safe.
 */
public final class PromptBook {
    /** The names of the prompts there are. */
    static final List<String> NAMES = List.of("read", "plan", "check");

    private static final long MOST_BYTES = 256 * 1024;
    private static final int MOST_STRANGERS = 20;
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\{\\{[{&#^/]?[ \\t]*([A-Za-z_][A-Za-z0-9_.]{0,60})[ \\t]*}{2,3}");

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
        problems.addAll(strangers());
        return problems;
    }

    /** Files that nothing reads, for no prompt has their name. */
    private List<Problem> strangers() {
        try {
            return disk.list(folder).stream()
                    .map(Listed::name)
                    .filter(file -> file.endsWith(".md") && !file.startsWith("."))
                    .map(file -> file.substring(0, file.length() - ".md".length()))
                    .filter(name -> !NAMES.contains(name) && !name.equalsIgnoreCase("readme"))
                    .sorted()
                    .limit(MOST_STRANGERS)
                    .map(name -> new Problem(
                            ConfigCode.UNKNOWN_NAME,
                            "Nothing reads this prompt",
                            "Prompts/" + name + ".md",
                            "there are " + String.join(", ", NAMES) + ", and none called so",
                            Nearest.to(name.toLowerCase(Locale.ROOT), NAMES)
                                    .map(near -> "Did you mean " + near + ".md?")
                                    .orElse("Rename it, or move it out of Prompts.")))
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    /** A placeholder that nothing fills in, of which the program's own prompt has none. */
    private static Optional<Problem> unfilled(String name, String text) {
        Set<String> known = placeholders(source(name));
        return placeholders(text).stream()
                .filter(one -> !known.contains(one))
                .findFirst()
                .map(one -> new Problem(
                        ConfigCode.UNKNOWN_NAME,
                        "Nothing fills in a placeholder of a prompt",
                        "Prompts/" + name + ".md",
                        "{{" + one + "}} stands for nothing, so it stays empty",
                        Nearest.to(one, known)
                                .map(near -> "Did you mean {{" + near + "}}?")
                                .orElse("Take it out; the program's own prompt shows what there is.")));
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
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
            return new Own(facts, Optional.of(PromptSheet.read(name, text, suffix)), unfilled(name, text));
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
        return PromptSheet.read(name, source(name), "");
    }

    private static String source(String name) {
        try (InputStream stream = PromptBook.class.getResourceAsStream("/prompts/" + name + ".md")) {
            if (stream == null) {
                throw new IllegalStateException("no prompt is packaged as " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
