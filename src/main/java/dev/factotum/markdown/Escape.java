package dev.factotum.markdown;

/**
 * Escapes text that comes from messages and models, so that it can never start a fence, task item, callout, property,
 * embed, link target, HTML, comment or block id, wherever it is put.
 */
public final class Escape {
    private Escape() {}

    /** One line for a heading, a list item or a table cell: line breaks and control characters become spaces. */
    public static String line(String untrusted) {
        throw new UnsupportedOperationException(untrusted);
    }

    /** The lines of a quote callout: every line starts with {@code > }; ends with a line break. */
    public static String quote(String untrusted) {
        throw new UnsupportedOperationException(untrusted);
    }

    /** A YAML scalar that reads back as exactly this text (one line, line breaks as spaces), quoted only where needed. */
    public static String scalar(String untrusted) {
        throw new UnsupportedOperationException(untrusted);
    }

    /** Without ESC, C0, C1, bidi and zero-width control characters; for terminals. Line breaks and tabs stay. */
    public static String terminal(String untrusted) {
        throw new UnsupportedOperationException(untrusted);
    }
}
