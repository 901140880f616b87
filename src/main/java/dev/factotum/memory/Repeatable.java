package dev.factotum.memory;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells a person's own words from those they took over from a message. */
final class Repeatable {
    /** So many letters and digits in a row that stand in both are the message's. */
    private static final int RUN = 12;

    private static final int SHORTEST = 3;
    private static final int MOST_MESSAGE = 200_000;
    private static final Pattern LINK = Pattern.compile("(?i)\\b(?:[a-z][a-z0-9+.-]*://|www\\.)\\S+");

    private Repeatable() {}

    /** @param value short; @param message empty where the matter is a person's own */
    static boolean own(String value, String message) {
        String ours = squeeze(value);
        String theirs = squeeze(message.length() > MOST_MESSAGE ? message.substring(0, MOST_MESSAGE) : message);
        if (ours.length() <= RUN) {
            return ours.length() < SHORTEST || !theirs.contains(ours);
        }
        Set<String> runs = new HashSet<>();
        for (int i = 0; i + RUN <= ours.length(); i++) {
            runs.add(ours.substring(i, i + RUN));
        }
        for (int i = 0; i + RUN <= theirs.length(); i++) {
            if (runs.contains(theirs.substring(i, i + RUN))) {
                return false;
            }
        }
        return true;
    }

    /** Without anything that could be followed. */
    static String withoutLinks(String text) {
        return LINK.matcher(text).replaceAll("(a link)");
    }

    private static String squeeze(String text) {
        StringBuilder squeezed = new StringBuilder(text.length());
        text.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(squeezed::appendCodePoint);
        return squeezed.toString();
    }
}
