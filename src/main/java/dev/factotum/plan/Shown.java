package dev.factotum.plan;

import dev.factotum.markdown.Escape;

/** Sentences of ours about a person's text, ready for a note. */
final class Shown {
    private Shown() {}

    /** Escapes all but code between single backticks, where nothing is live. */
    static String sentence(String text) {
        String[] parts = text.split("`", -1);
        boolean odd = parts.length % 2 == 0;
        if (odd || text.contains("``") || text.contains("%%") || text.contains("<%")) {
            return Escape.line(text);
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            boolean code = i % 2 == 1;
            if (code) {
                out.append('`').append(CalloutText.oneLine(parts[i])).append('`');
            } else {
                out.append(spaced(parts[i]));
            }
        }
        return out.toString();
    }

    /** Escaped, with the blanks at either end that escaping takes away. */
    private static String spaced(String part) {
        String escaped = Escape.line(part);
        String before = part.startsWith(" ") ? " " : "";
        return part.isBlank() ? before : before + escaped + (part.endsWith(" ") ? " " : "");
    }
}
