package dev.factotum.markdown;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The char spans of the top-level properties of one note, and how to change each. */
final class PropertySpans {
    private final String note;
    private final FrontMatter matter;
    private final boolean flow;
    private final Map<String, Span> spans = new LinkedHashMap<>();

    /**
     * Where one property stands.
     *
     * @param behindColon where a value may start
     * @param end behind the value's last char; not behind the value's start where there is no value
     */
    private record Span(int start, int behindColon, int valueStart, int end) {}

    private PropertySpans(String note, FrontMatter matter, boolean flow) {
        this.note = note;
        this.matter = matter;
        this.flow = flow;
    }

    /**
     * Finds the spans.
     *
     * @param reader has read the padded YAML well
     */
    static PropertySpans of(String note, FrontMatter matter, String padded, YamlReader reader) {
        PropertySpans found = new PropertySpans(note, matter, reader.flow());
        int points = 0;
        int chars = 0;
        for (YamlReader.Entry entry : reader.entries()) {
            chars = padded.offsetByCodePoints(chars, entry.start() - points);
            int keyEnd = padded.offsetByCodePoints(chars, entry.keyEnd() - entry.start());
            int value = padded.offsetByCodePoints(keyEnd, entry.valueStart() - entry.keyEnd());
            int end = padded.offsetByCodePoints(value, entry.end() - entry.valueStart());
            points = entry.start();
            int shift = matter.yaml() - 1;
            int colon = padded.indexOf(':', keyEnd);
            found.spans.put(
                    entry.key(),
                    new Span(
                            chars + shift,
                            colon + 1 + shift,
                            value + shift,
                            found.trimmed(value + shift, end + shift)));
        }
        return found;
    }

    boolean has(String key) {
        return spans.containsKey(key);
    }

    /** Puts the new value where the old one stood, unless it is the same already; comments on its line stay. */
    void replace(Splices splices, String key, String yaml) {
        Span span = span(key);
        boolean missing = span.end <= span.valueStart;
        if (missing || lineStart(span.valueStart) != lineStart(span.behindColon)) {
            splices.insert(span.behindColon, yaml.isEmpty() ? "" : " " + yaml);
            if (!missing) {
                splices.replace(lineEnd(span.behindColon), lineEnd(span.end), "");
            }
        } else if (!note.substring(span.valueStart, span.end).equals(yaml)) {
            splices.replace(span.valueStart, span.end, yaml);
        }
    }

    void remove(Splices splices, String key) {
        Span span = span(key);
        if (!flow) {
            splices.replace(lineStart(span.start), lineEnd(span.end), "");
            return;
        }
        List<Span> all = new ArrayList<>(spans.values());
        int index = all.indexOf(span);
        if (index + 1 < all.size()) {
            splices.replace(span.start, all.get(index + 1).start, "");
        } else {
            splices.replace(index == 0 ? span.start : all.get(index - 1).end, span.end, "");
        }
    }

    void insert(Splices splices, String key, String yaml, List<String> order) {
        if (flow) {
            int offset = spans.isEmpty()
                    ? note.indexOf('{', matter.yaml()) + 1
                    : List.copyOf(spans.values()).getLast().end;
            splices.insert(offset, (spans.isEmpty() ? "" : ", ") + key + ": " + yaml);
            return;
        }
        String lineBreak = note.startsWith("\r\n", matter.start() + 3) ? "\r\n" : "\n";
        int offset = place(PropertyEdits.rank(order, key), order);
        splices.insert(offset, key + ": " + yaml + lineBreak);
    }

    /** Behind the last known key that comes before, else before the first known key that comes after, else last. */
    private int place(int rank, List<String> order) {
        if (rank == order.size()) {
            return matter.close();
        }
        int before = -1;
        int after = order.size();
        int offset = matter.close();
        for (Map.Entry<String, Span> entry : spans.entrySet()) {
            int known = PropertyEdits.rank(order, entry.getKey());
            if (known < rank && known > before) {
                before = known;
                offset = lineEnd(entry.getValue().end);
            } else if (before < 0 && known > rank && known < after) {
                after = known;
                offset = lineStart(entry.getValue().start);
            }
        }
        return offset;
    }

    private Span span(String key) {
        Span span = spans.get(key);
        if (span == null) {
            throw new IllegalArgumentException("no such property: " + key);
        }
        return span;
    }

    private int trimmed(int from, int to) {
        int end = to;
        while (end > from && Character.isWhitespace(note.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private int lineStart(int offset) {
        return note.lastIndexOf('\n', offset - 1) + 1;
    }

    private int lineEnd(int offset) {
        int lineBreak = note.indexOf('\n', offset);
        return lineBreak < 0 ? note.length() : lineBreak + 1;
    }
}
