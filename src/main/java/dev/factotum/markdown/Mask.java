package dev.factotum.markdown;

import java.util.List;

/**
 * A copy of a note, char for char as long, in which what is no Markdown is made harmless: the BOM, front matter and
 * Obsidian comments, and whatever could exhaust a parser (very deep nesting, the far end of very long lines, NUL).
 */
final class Mask {
    static final int MAX_MARKERS = 48;
    private static final int MAX_COLUMN = 192;
    /** Flexmark matches rules and tags by patterns that recurse for each sign or attribute. */
    private static final int MAX_LINE = 400;

    /** Flexmark gathers the pieces of a quoted paragraph in quadratic time: longer ones are parted by a blank line. */
    private static final int MAX_QUOTED = 200;

    private final String note;
    private final char[] out;

    private Mask(String note) {
        this.note = note;
        this.out = note.toCharArray();
    }

    static String of(String note, Lines lines, List<Outline.Comment> comments) {
        Mask mask = new Mask(note);
        mask.blank(0, FrontMatter.of(note).end());
        if (note.startsWith("\uFEFF")) {
            mask.out[0] = '\n';
        }
        comments.forEach(comment -> mask.hide(lines, comment));
        for (int line = 0; line < lines.count(); line++) {
            mask.limitNesting(lines.start(line), lines.end(line));
            mask.limitLength(lines.start(line), lines.end(line));
        }
        mask.partQuotes(lines);
        return new String(mask.out);
    }

    /** The lines within a comment become blank lines, what it takes of its first and last line becomes a word. */
    private void hide(Lines lines, Outline.Comment comment) {
        int first = lines.at(comment.start());
        int last = lines.at(Math.max(comment.start(), comment.end() - 1));
        for (int line = first; line <= last; line++) {
            int from = Math.max(lines.start(line), comment.start());
            int to = Math.min(lines.end(line), comment.end());
            if (line > first && (line < last || !comment.closed())) {
                blank(from, to);
            } else {
                fill(from, to);
            }
        }
    }

    /** Turns markers that nest too deep into letters. */
    private void limitNesting(int start, int end) {
        int markers = 0;
        for (int i = start; i < end && " \t>-+*.)0123456789x".indexOf(out[i]) >= 0; i++) {
            boolean marker = out[i] != ' ' && out[i] != '\t';
            if (marker && (++markers > MAX_MARKERS || i - start > MAX_COLUMN) && nests(i, end)) {
                out[i] = 'x';
            }
        }
    }

    /** A run such as {@code ----------} does not nest, a rule is left a rule. */
    private boolean nests(int at, int end) {
        return out[at] == '>' || at + 1 == end || out[at + 1] == ' ' || out[at + 1] == '\t';
    }

    /** Keeps the signs that end an HTML comment, since they change what follows, and fences of any length. */
    private void limitLength(int start, int end) {
        int lead = start;
        while (lead < end && (out[lead] == ' ' || out[lead] == '\t')) {
            lead++;
        }
        while (lead < end && (out[lead] == '`' || out[lead] == '~')) {
            lead++;
        }
        while (lead < end && (out[lead] == ' ' || out[lead] == '\t')) {
            lead++;
        }
        for (int i = start; i < end; i++) {
            boolean far = i - start >= MAX_LINE && i >= lead;
            if (far && note.startsWith("-->", i)) {
                i += 2;
            } else if (out[i] == '\0' || far) {
                out[i] = 'x';
            }
        }
    }

    private void partQuotes(Lines lines) {
        int run = 0;
        for (int line = 0; line + 1 < lines.count(); line++) {
            int behind = behindQuote(lines.start(line), lines.end(line));
            boolean text = behind >= 0 && (behind == lines.end(line) || "`~#-+*=_<".indexOf(out[behind]) < 0);
            run = behind >= 0 ? run + 1 : 0;
            if (run > MAX_QUOTED && text && behindQuote(lines.start(line + 1), lines.end(line + 1)) >= 0) {
                blank(behind, lines.end(line));
                run = 0;
            }
        }
    }

    /** The offset of the text behind a line's quote marker, or -1 where the line starts with none. */
    private int behindQuote(int start, int end) {
        int at = start;
        while (at < end && at - start < 4 && out[at] == ' ') {
            at++;
        }
        if (at == end || at - start == 4 || out[at] != '>') {
            return -1;
        }
        at++;
        while (at < end && (out[at] == ' ' || out[at] == '\t')) {
            at++;
        }
        return at;
    }

    private void fill(int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = 'x';
        }
    }

    private void blank(int from, int to) {
        for (int i = from; i < to; i++) {
            if (out[i] != '\n' && out[i] != '\r') {
                out[i] = ' ';
            }
        }
    }
}
