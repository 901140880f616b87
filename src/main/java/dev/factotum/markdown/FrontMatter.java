package dev.factotum.markdown;

/**
 * Where the front matter of a note stands, by line scan: {@code ---} on the first line (after an optional BOM) and a
 * closing {@code ---} or {@code ...}. What is never closed is no front matter.
 *
 * @param start offset of the opening line
 * @param yaml offset of the first line between
 * @param close offset of the closing line; equals {@code start} where there is none
 * @param end offset behind the closing line's break
 */
record FrontMatter(int start, int yaml, int close, int end) {
    static FrontMatter of(String note) {
        int start = note.startsWith("\uFEFF") ? 1 : 0;
        int yaml = next(note, start);
        if (!line(note, start, yaml).equals("---") || yaml == note.length()) {
            return new FrontMatter(start, start, start, start);
        }
        int at = yaml;
        while (at < note.length()) {
            int next = next(note, at);
            String line = next - at > 64 ? "" : line(note, at, next);
            if (line.equals("---") || line.equals("...")) {
                return new FrontMatter(start, yaml, at, next);
            }
            at = next;
        }
        return new FrontMatter(start, start, start, start);
    }

    boolean present() {
        return end > start;
    }

    /** The YAML with one empty line above it, so that its lines count as in the whole file. */
    String padded(String note) {
        return "\n" + note.substring(yaml, close);
    }

    private static int next(String note, int at) {
        int lineBreak = note.indexOf('\n', at);
        return lineBreak < 0 ? note.length() : lineBreak + 1;
    }

    private static String line(String note, int from, int to) {
        return note.substring(from, to).stripTrailing();
    }
}
