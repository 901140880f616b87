package dev.factotum.channel.sandbox;

import java.util.Locale;

/** What holds for every text that is sent, whatever the channel. */
public final class Texts {
    /** Texts longer than this are refused before anybody counts them in a costlier way. */
    private static final int LONGEST = 10_000;
    /** Names joined by dots without a break; a search for web addresses takes time by the square of their number. */
    private static final int CHAIN = 30;

    private Texts() {}

    /**
     * Faults of a post's text that do not depend on how its channel counts.
     *
     * @param what how the reason starts: empty, or {@code post 2}
     * @return true where the text may be counted
     */
    public static boolean countable(String argument, String what, String text, Faults faults) {
        String start = what.isEmpty() ? "" : what + " ";
        if (text.isBlank()) {
            faults.add(argument, start + "is empty", "Write what is to be posted.");
            return false;
        }
        if (hasControls(text)) {
            faults.add(argument, start + "holds a control character", "Type the text again in a plain editor.");
            return false;
        }
        if (text.length() > LONGEST) {
            faults.add(
                    argument,
                    start + "has " + grouped(text.length()) + " characters, far more than any post may have",
                    "Shorten it.");
            return false;
        }
        if (!searchable(text)) {
            faults.add(
                    argument,
                    start + "holds more than " + CHAIN + " names joined by dots",
                    "Put a space behind the dots.");
            return false;
        }
        return true;
    }

    /** True where the text may be searched for web addresses: neither too long nor a trap of dots. */
    public static boolean searchable(String text) {
        return text.length() <= LONGEST && longestChain(text) <= CHAIN;
    }

    private static int longestChain(String text) {
        int longest = 0;
        int chain = 0;
        boolean named = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                chain += named ? 1 : 0;
                longest = Math.max(longest, chain);
                named = false;
            } else if (Character.isLetterOrDigit(c) || Character.isSurrogate(c) || c == '-' || c == '_') {
                named = true;
            } else {
                chain = 0;
                named = false;
            }
        }
        return longest;
    }

    /** {@code has 300 characters as X counts them; 280 are allowed}. */
    public static String tooLong(long has, String unit, long allowed) {
        return "has " + grouped(has) + " " + unit + "; " + grouped(allowed) + " are allowed";
    }

    /** True where a character would be no text: C0 and C1 but line break and tab, half a surrogate pair, no character. */
    public static boolean hasControls(String text) {
        return text.codePoints().anyMatch(c -> switch (Character.getType(c)) {
            case Character.CONTROL -> c != '\n' && c != '\t' && c != '\r';
            case Character.SURROGATE -> true;
            default -> (c & 0xFFFE) == 0xFFFE;
        });
    }

    /** True where the text would not stay on one line or would hide something: controls, separators, format characters. */
    public static boolean breaksLine(String text) {
        return text.codePoints().anyMatch(c -> switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> false;
        });
    }

    /** True where a character is there but cannot be seen: bidi controls, joiners, soft hyphens, tags. */
    public static boolean hasInvisible(String text) {
        return text.codePoints().anyMatch(c -> Character.getType(c) == Character.FORMAT);
    }

    /** {@code 1,240}. */
    public static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 5.3 MB}, in millions of bytes; never rounded down to a limit that it exceeds. */
    public static String megabytes(long bytes) {
        long tenths = Math.ceilDiv(bytes, 100_000);
        return tenths % 10 == 0 ? grouped(tenths / 10) + " MB" : grouped(tenths / 10) + "." + tenths % 10 + " MB";
    }
}
