package dev.factotum.crew;

/** Finds words in a message, whatever their case and spacing. */
final class Quotation {
    private Quotation() {}

    /** Where the quotation begins in the message, in chars; -1 where the message does not hold it. */
    static int place(String message, String quote) {
        String wanted = squeezed(quote);
        if (wanted.isEmpty()) {
            return -1;
        }
        int at = squeezed(message).indexOf(wanted);
        if (at < 0) {
            return -1;
        }
        int kept = -1;
        for (int i = 0; i < message.length(); i++) {
            if (counts(message.charAt(i)) && ++kept == at) {
                return i;
            }
        }
        return -1;
    }

    private static String squeezed(String text) {
        StringBuilder squeezed = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (counts(c)) {
                squeezed.append(Character.toLowerCase(c));
            }
        }
        return squeezed.toString();
    }

    private static boolean counts(char c) {
        return !Character.isWhitespace(c) && !Character.isSpaceChar(c) && Character.getType(c) != Character.FORMAT;
    }
}
