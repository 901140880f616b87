package dev.factotum.cli;

import java.util.Map;

/**
 * Text on its way to a person's screen. Control characters that could move the cursor, hide text or reorder it are
 * dropped, whoever wrote them; of escape sequences only the few that {@link Style} makes pass, and only with colour.
 */
final class ShownText {
    private static final Map<Integer, String> ASCII = Map.ofEntries(
            Map.entry((int) '→', "->"),
            Map.entry((int) '←', "<-"),
            Map.entry((int) '·', "-"),
            Map.entry((int) '•', "*"),
            Map.entry((int) '…', "..."),
            Map.entry((int) '✓', "ok"),
            Map.entry((int) '✗', "x"),
            Map.entry((int) '▶', ">"),
            Map.entry((int) '–', "-"),
            Map.entry((int) '—', "--"),
            Map.entry((int) '─', "-"),
            Map.entry((int) '│', "|"),
            Map.entry((int) '├', "|"),
            Map.entry((int) '└', "`"),
            Map.entry((int) '“', "\""),
            Map.entry((int) '”', "\""),
            Map.entry((int) '‘', "'"),
            Map.entry((int) '’', "'"),
            Map.entry((int) '×', "x"),
            Map.entry((int) '≤', "<="),
            Map.entry((int) '≥', ">="),
            Map.entry((int) '€', "EUR"));

    private ShownText() {}

    /** The text as it may be shown; line feeds and tabs stay. */
    static String clean(String text, Traits.Screen screen) {
        StringBuilder shown = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            int length = Character.charCount(point);
            if (point == 0x1B) {
                length = Style.sequenceAt(text, at);
                if (length > 0 && screen.colour()) {
                    shown.append(text, at, at + length);
                }
                length = Math.max(1, length);
            } else if (!isControl(point)) {
                append(shown, point, screen.ascii());
            }
            at += length;
        }
        return shown.toString();
    }

    /** The text with every control character as a JSON escape; for JSON that is already valid. */
    static String cleanJson(String json) {
        StringBuilder shown = new StringBuilder(json.length());
        for (int at = 0; at < json.length(); at++) {
            char c = json.charAt(at);
            if (isControl(c)) {
                shown.append("\\u%04x".formatted((int) c));
            } else {
                shown.append(c);
            }
        }
        return shown.toString();
    }

    private static void append(StringBuilder shown, int point, boolean ascii) {
        if (ascii && point > 0x7E) {
            shown.append(ASCII.getOrDefault(point, "?"));
        } else {
            shown.appendCodePoint(point);
        }
    }

    private static boolean isControl(int point) {
        return (point < 0x20 && point != '\n' && point != '\t')
                || (point >= 0x7F && point <= 0x9F)
                || point == 0x200E
                || point == 0x200F
                || point == 0x061C
                || (point >= 0x2028 && point <= 0x202E)
                || (point >= 0x2066 && point <= 0x2069);
    }
}
