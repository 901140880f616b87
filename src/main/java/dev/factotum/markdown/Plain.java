package dev.factotum.markdown;

/** Which texts need no quotes in YAML, in block and flow style, for every reader of YAML 1.1 and 1.2. */
final class Plain {
    private static final String INNER = " _-./+()'&!?@%";

    private Plain() {}

    static boolean isSafe(String text) {
        if (text.isEmpty() || !Glyphs.word(text.codePointAt(0)) || text.endsWith(" ")) {
            return false;
        }
        boolean letters = text.codePoints().allMatch(point -> Glyphs.word(point) || INNER.indexOf(point) >= 0);
        return letters && !readAsOther(text);
    }

    /** Booleans, nulls and numbers, which other readers would not keep as text. A date looks the same either way. */
    private static boolean readAsOther(String text) {
        return switch (text.toLowerCase(java.util.Locale.ROOT)) {
            case "true", "false", "yes", "no", "on", "off", "y", "n", "null" -> true;
            default -> Character.isDigit(text.charAt(0)) && !date(text) && number(text);
        };
    }

    private static boolean number(String text) {
        if (text.startsWith("0x") || text.startsWith("0o") || text.startsWith("0b")) {
            return true;
        }
        return text.chars().allMatch(c -> Character.isDigit(c) || "_.+-eE".indexOf(c) >= 0);
    }

    private static boolean date(String text) {
        if (text.length() != 10) {
            return false;
        }
        for (int i = 0; i < 10; i++) {
            char c = text.charAt(i);
            if ((i == 4 || i == 7) != (c == '-') || (c != '-' && (c < '0' || c > '9'))) {
                return false;
            }
        }
        return true;
    }
}
