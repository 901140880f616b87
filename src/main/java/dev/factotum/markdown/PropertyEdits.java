package dev.factotum.markdown;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes single top-level properties of a note and leaves every other byte: unknown keys, comments, order, line
 * breaks, BOM. A note without front matter gets one; front matter that does not parse is left as it is.
 */
public final class PropertyEdits {
    private final String note;
    private final List<String> order;
    private final Map<String, Edit> edits = new LinkedHashMap<>();

    /**
     * Starts with no edit.
     *
     * @param order the canonical order of known keys; a new key goes between its neighbours in it, others go last
     */
    public PropertyEdits(String note, List<String> order) {
        this.note = note;
        this.order = List.copyOf(order);
    }

    /** Sets a property to a text, quoted where it must be. */
    public PropertyEdits set(String key, String text) {
        return setYaml(key, Escape.scalar(text));
    }

    /** Sets a property to one line of YAML as it is, such as {@code false} or {@code 2}. */
    public PropertyEdits setYaml(String key, String yaml) {
        edits.put(key, new Edit(key, Optional.of(yaml)));
        return this;
    }

    public PropertyEdits remove(String key) {
        edits.put(key, new Edit(key, Optional.empty()));
        return this;
    }

    /** The note with the edits made; the note itself where they change nothing. */
    public String apply() {
        FrontMatter matter = FrontMatter.of(note);
        if (!matter.present()) {
            return withNew(matter.start());
        }
        String padded = matter.padded(note);
        YamlReader reader = new YamlReader(padded);
        if (!(reader.read() instanceof Yaml.Read.Good good && good.value() instanceof YamlValue.Mapping)) {
            return note;
        }
        PropertySpans spans = PropertySpans.of(note, matter, padded, reader);
        Splices splices = new Splices(note);
        for (Edit edit : edits.values()) {
            if (spans.has(edit.key)) {
                edit.yaml.ifPresentOrElse(
                        yaml -> spans.replace(splices, edit.key, yaml), () -> spans.remove(splices, edit.key));
            }
        }
        for (Edit edit : added()) {
            if (!spans.has(edit.key)) {
                spans.insert(splices, edit.key, edit.yaml.orElseThrow(), order);
            }
        }
        return splices.apply();
    }

    private String withNew(int offset) {
        List<Edit> added = added();
        if (added.isEmpty()) {
            return note;
        }
        String lineBreak = Lines.of(note).lineBreak();
        StringBuilder block = new StringBuilder("---").append(lineBreak);
        for (Edit edit : added) {
            block.append(edit.key).append(": ").append(edit.yaml.orElseThrow()).append(lineBreak);
        }
        block.append("---").append(lineBreak);
        boolean needsBlank = offset < note.length() && "\r\n".indexOf(note.charAt(offset)) < 0;
        return new Splices(note)
                .insert(offset, needsBlank ? block + lineBreak : block.toString())
                .apply();
    }

    private List<Edit> added() {
        return edits.values().stream()
                .filter(edit -> edit.yaml.isPresent())
                .sorted(Comparator.comparingInt(edit -> rank(order, edit.key)))
                .toList();
    }

    static int rank(List<String> order, String key) {
        int rank = order.indexOf(key);
        return rank < 0 ? order.size() : rank;
    }

    /**
     * One change.
     *
     * @param yaml the new value as written; empty where the key goes
     */
    private record Edit(String key, Optional<String> yaml) {}
}
