package dev.factotum.markdown;

import java.util.Map;
import java.util.Optional;

/**
 * The front matter of a note: where it stands and what it says.
 *
 * @param start char offset of the opening {@code ---}; equals {@code end} where the note has none (after a BOM)
 * @param end char offset just behind the closing line's line break
 * @param values empty where there are none or where they do not parse
 * @param fault why they do not parse, with the line in the whole file
 */
public record Properties(int start, int end, Map<String, YamlValue> values, Optional<Yaml.Read.Bad> fault) {
    /** Finds the front matter of a note. A BOM before it is skipped; CRLF is taken. */
    public static Properties of(String note) {
        throw new UnsupportedOperationException(note);
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
                && scalar.plain()
                && scalar.text().equalsIgnoreCase("true");
    }
}
