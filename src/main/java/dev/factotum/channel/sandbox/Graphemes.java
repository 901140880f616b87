package dev.factotum.channel.sandbox;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts what people see as one character: extended grapheme clusters (Unicode UAX 29), linear in the text. */
public final class Graphemes {
    private static final Pattern CLUSTER = Pattern.compile("\\X");

    private Graphemes() {}

    public static int count(String text) {
        Matcher cluster = CLUSTER.matcher(text);
        int count = 0;
        while (cluster.find()) {
            count++;
        }
        return count;
    }
}
