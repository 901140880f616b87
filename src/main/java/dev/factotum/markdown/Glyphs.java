package dev.factotum.markdown;

import java.util.ArrayList;
import java.util.List;

/** Tells what a code point does on a screen: shows, breaks a line, or acts without being seen. */
final class Glyphs {
    private Glyphs() {}

    /** Controls, bidi and zero-width characters, tags, and what is no character at all; line breaks and tabs are not. */
    static boolean hidden(int point) {
        if (point < 0x20) {
            return point != '\n' && point != '\r' && point != '\t';
        }
        return switch (point) {
            case 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x180E, 0x3164, 0xFEFF, 0xFFA0 -> true;
            default ->
                (point >= 0x7F && point <= 0x9F)
                        || (point >= 0x200B && point <= 0x200F)
                        || (point >= 0x202A && point <= 0x202E)
                        || (point >= 0x2060 && point <= 0x206F)
                        || (point >= 0xFFF9 && point <= 0xFFFB)
                        || (point >= 0xE0000 && point <= 0xE007F)
                        || (point & 0xFFFE) == 0xFFFE;
        };
    }

    /** Line breaks of any kind, among them those that only some programs honour: VT, FF, NEL, LS, PS. */
    static boolean breaks(int point) {
        return point == '\n'
                || point == '\r'
                || point == 0x0B
                || point == 0x0C
                || point == 0x85
                || point == 0x2028
                || point == 0x2029;
    }

    /** Spaces of any width, and tabs. */
    static boolean blank(int point) {
        return point == '\t' || Character.isSpaceChar(point);
    }

    static boolean word(int point) {
        return Character.isLetterOrDigit(point);
    }

    /** A lone half of a surrogate pair, which no file can hold. */
    static boolean broken(int point) {
        return point >= 0xD800 && point <= 0xDFFF;
    }

    /** The visible text of each line; a line break at the very end starts no further line. */
    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int index = 0;
        while (index < text.length()) {
            int point = text.codePointAt(index);
            index += Character.charCount(point);
            if (point == '\r' && index < text.length() && text.charAt(index) == '\n') {
                index++;
            }
            if (breaks(point)) {
                lines.add(line.toString());
                line.setLength(0);
            } else if (broken(point)) {
                line.append('\uFFFD');
            } else if (!hidden(point)) {
                line.appendCodePoint(point);
            }
        }
        if (!line.isEmpty() || lines.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }
}
