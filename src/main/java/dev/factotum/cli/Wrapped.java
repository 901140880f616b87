package dev.factotum.cli;

import java.util.ArrayList;
import java.util.List;

/** Breaks styled text at blanks so that it fits a width; a word that is longer stays whole. */
final class Wrapped {
    private Wrapped() {}

    /**
     * The lines of one paragraph.
     *
     * @param first what the first line starts with
     * @param rest what every other line starts with
     */
    static List<String> lines(String text, int width, String first, String rest) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        int used = width(first);
        boolean fresh = true;
        for (String word : text.split(" ", -1)) {
            int wide = width(word);
            if (!fresh && used + 1 + wide > width) {
                lines.add(line.toString());
                line = new StringBuilder(rest);
                used = width(rest);
                fresh = true;
            }
            line.append(fresh ? "" : " ").append(word);
            used += wide + (fresh ? 0 : 1);
            fresh = false;
        }
        lines.add(line.toString());
        return lines;
    }

    /** Characters that show, our own sequences not counted. */
    static int width(String styled) {
        int width = 0;
        int at = 0;
        while (at < styled.length()) {
            int sequence = Style.sequenceAt(styled, at);
            if (sequence > 0) {
                at += sequence;
            } else {
                at += Character.charCount(styled.codePointAt(at));
                width++;
            }
        }
        return width;
    }

    /** The text cut to a width, with an ellipsis where something is gone; for text without style. */
    static String cut(String plain, int width) {
        if (plain.codePointCount(0, plain.length()) <= width) {
            return plain;
        }
        int end = plain.offsetByCodePoints(0, Math.max(0, width - 1));
        return plain.substring(0, end).stripTrailing() + "…";
    }
}
