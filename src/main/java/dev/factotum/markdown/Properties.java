package dev.factotum.markdown;

import java.util.Map;
import java.util.Optional;

/**
 * The front matter of a note: where it stands and what it says.
 *
 * @param start char offset of the opening {@code ---}; equals {@code end} where the note has none (after a BOM)
 * @param end char offset just behind the closing line's line break
 * @param values empty where there are none or where they do not parse; lines count from 1 in the whole file
 * @param fault why they do not parse, with the line in the whole file
 */
public record Properties(int start, int end, Map<String, YamlValue> values, Optional<Yaml.Read.Bad> fault) {
    /** Finds the front matter of a note. A BOM before it is skipped; CRLF is taken. */
    public static Properties of(String note) {
        FrontMatter matter = FrontMatter.of(note);
        if (!matter.present()) {
            return new Properties(matter.start(), matter.start(), Map.of(), Optional.empty());
        }
        return switch (Yaml.read(matter.padded(note))) {
            case Yaml.Read.Good good ->
                good.value() instanceof YamlValue.Mapping mapping
                        ? new Properties(matter.start(), matter.end(), mapping.entries(), Optional.empty())
                        : faulty(matter, notAMapping(note, good.value().line()));
            case Yaml.Read.Bad bad -> faulty(matter, bad);
        };
    }

    /**
     * The text behind {@code key:} at the start of a line of the front matter, by line scan alone: for fast listings,
     * and for front matter that does not parse. Quotes around it are dropped.
     */
    public static Optional<String> scan(String note, String key) {
        FrontMatter matter = FrontMatter.of(note);
        if (!matter.present()) {
            return Optional.empty();
        }
        return matter.padded(note)
                .lines()
                .filter(line -> line.startsWith(key + ":"))
                .findFirst()
                .map(line -> unquoted(line.substring(key.length() + 1).strip()))
                .filter(text -> !text.isEmpty());
    }

    /** The text of a scalar property, or empty where it is missing, empty or no scalar. */
    public Optional<String> text(String key) {
        return values.get(key) instanceof YamlValue.Scalar scalar
                        && !scalar.text().isEmpty()
                ? Optional.of(scalar.text())
                : Optional.empty();
    }

    /** True where the property is the plain scalar {@code true} (any case) as Obsidian's checkbox writes it. */
    public boolean ticked(String key) {
        return values.get(key) instanceof YamlValue.Scalar scalar
                && scalar.text().equalsIgnoreCase("true");
    }

    private static Properties faulty(FrontMatter matter, Yaml.Read.Bad bad) {
        return new Properties(matter.start(), matter.end(), Map.of(), Optional.of(bad));
    }

    private static Yaml.Read.Bad notAMapping(String note, int line) {
        boolean space = YamlFault.keyWithoutSpace(Lines.of(note).text(line - 1));
        return new Yaml.Read.Bad(
                line, space ? "a space is missing after the colon" : "properties are lines of the form key: value");
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2
                && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
