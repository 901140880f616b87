package dev.factotum.rule;

import com.google.re2j.Pattern;
import dev.factotum.markdown.Escape;
import java.util.stream.Collectors;

/** Where a value lands in a plan, and what it must not be able to do there. */
enum Sink {
    /** The plan's title, which the printer escapes: one line. */
    HEADING,
    /** A step's title, which is Markdown: one line, escaped. */
    TITLE,
    /** An argument that is one text on one line. */
    LINE,
    /** An argument that holds addresses: a value is one address or harms none. */
    ADDRESSES,
    /** An argument whose line is split at commas. */
    LIST,
    /** A fence of text: many lines. */
    TEXT,
    /** A fence of text that becomes part of a note in the vault: Markdown, so every line is escaped. */
    NOTE,
    /** The same on one line. */
    NOTE_LINE;

    private static final Pattern MAILBOX =
            Pattern.compile("(?:\"[^\"\\\\<>@\\x00-\\x1f]{0,200}\" <[^\\s<>\",;:]{1,320}>|[^\\s<>\"(),;:]{1,320})");

    /** True where the leaf has many lines. */
    boolean prose() {
        return this == TEXT || this == NOTE;
    }

    /** The value as it may be inserted here. */
    String clean(String value) {
        return switch (this) {
            case HEADING, LINE -> Values.line(value);
            case TITLE, NOTE_LINE -> Escape.line(Values.line(value));
            case ADDRESSES -> {
                String line = Values.line(value);
                yield MAILBOX.matches(line) ? line : line.replaceAll("[@,;:<>()\\[\\]\"\\\\]", " ");
            }
            case LIST -> Values.line(value).replace(',', ' ');
            case TEXT -> text(value);
            case NOTE -> text(value).lines().map(Escape::line).collect(Collectors.joining("\n"));
        };
    }

    /** The finished leaf: single-line ones hold no line break, whatever stood in the template. */
    String finish(String leaf) {
        if (prose()) {
            return leaf;
        }
        StringBuilder line = new StringBuilder(leaf.length());
        for (int i = 0; i < leaf.length(); i++) {
            char c = leaf.charAt(i);
            line.append(Values.breaksLine(c) ? ' ' : c);
        }
        return line.toString().strip();
    }

    private static String text(String value) {
        String unix = value.replace("\r\n", "\n").replace('\r', '\n');
        StringBuilder text = new StringBuilder(unix.length());
        for (int i = 0; i < unix.length(); i++) {
            char c = unix.charAt(i);
            if (c == '\n' || c == '\t' || !Values.breaksLine(c)) {
                text.append(c);
            }
        }
        return text.toString();
    }
}
