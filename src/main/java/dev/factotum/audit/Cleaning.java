package dev.factotum.audit;

import dev.factotum.config.Addresses;
import java.util.Optional;

/** Makes the texts of an event fit for a log: one line, short, addresses masked, nothing invisible. */
final class Cleaning {
    private static final int WORD = 120;
    private static final int TITLE = 200;
    private static final int RECEIPT = 300;
    private static final int DETAIL = 1000;

    private Cleaning() {}

    static AuditEvent of(AuditEvent event) {
        return new AuditEvent(
                event.t(),
                event.type(),
                event.ev().isBlank() ? "noted" : identifier(event.ev()),
                event.matter(),
                event.n(),
                masked(oneLine(event.title(), TITLE), false),
                event.step().map(Cleaning::identifier).filter(text -> !text.isEmpty()),
                event.skill().map(Cleaning::identifier).filter(text -> !text.isEmpty()),
                event.by().map(by -> masked(oneLine(by, WORD), false)).filter(text -> !text.isEmpty()),
                event.via().map(via -> masked(oneLine(via, WORD), false)).filter(text -> !text.isEmpty()),
                kept(event.receipt(), RECEIPT, true),
                kept(event.detail(), DETAIL, false));
    }

    private static Optional<String> kept(Optional<String> text, int most, boolean messageIds) {
        return text.map(given -> masked(oneLine(given, most), messageIds)).filter(given -> !given.isEmpty());
    }

    /** Names of the program's own: what does not belong into one becomes a question mark. */
    private static String identifier(String text) {
        return oneLine(text, WORD).replaceAll("[^\\p{L}\\p{N} ._@-]", "?");
    }

    /** One line without control, format and private characters, spaces joined, cut between characters. */
    private static String oneLine(String text, int most) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), most) + 1);
        boolean gap = false;
        int count = 0;
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SPACE_SEPARATOR -> gap = !out.isEmpty();
                case Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE, Character.UNASSIGNED -> {}
                default -> {
                    if (count >= most) {
                        return out.append('…').toString();
                    }
                    if (gap) {
                        out.append(' ');
                        count++;
                        gap = false;
                    }
                    out.appendCodePoint(c);
                    count++;
                }
            }
        }
        return out.toString();
    }

    /** @param messageIds whether Message-IDs are left alone */
    static String masked(String text, boolean messageIds) {
        return Addresses.masked(text, messageIds);
    }
}
