package dev.factotum.cli;

/** Emphasis for a terminal; always written, and dropped by {@link ShownText} where nothing shows colours. */
enum Style {
    BOLD("1"),
    DIM("2"),
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    CYAN("36");

    private static final String RESET = "\u001b[0m";

    private final String start;

    Style(String code) {
        this.start = "\u001b[" + code + "m";
    }

    /** The text in this style. */
    String of(String text) {
        return start + text + RESET;
    }

    /** The length of one of our own sequences that starts there, 0 where none does. */
    static int sequenceAt(String text, int at) {
        for (Style style : values()) {
            if (text.startsWith(style.start, at)) {
                return style.start.length();
            }
        }
        return text.startsWith(RESET, at) ? RESET.length() : 0;
    }
}
