package dev.factotum.intake;

/** Text from outside cut to one bounded line. */
final class Lines {
    private Lines() {}

    /** Line breaks and control characters become spaces, runs of blanks one; at most {@code most} chars. */
    static String one(String text, int most) {
        StringBuilder line = new StringBuilder();
        boolean blank = true;
        for (int i = 0; i < text.length() && line.length() <= most; i++) {
            char c = text.charAt(i);
            boolean space = Character.isWhitespace(c) || Character.isISOControl(c) || c == '\u00A0';
            if (!space) {
                line.append(c);
            } else if (!blank) {
                line.append(' ');
            }
            blank = space;
        }
        return cut(line.toString().strip(), most);
    }

    /** At most so many chars, never half a character. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    /** LF line breaks, no blanks at line ends, no empty lines around. */
    static String tidy(String text) {
        StringBuilder tidy = new StringBuilder(text.length());
        for (String line : text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1)) {
            tidy.append(line.stripTrailing()).append('\n');
        }
        int start = 0;
        while (start < tidy.length() && tidy.charAt(start) == '\n') {
            start++;
        }
        return tidy.substring(start).stripTrailing();
    }
}
