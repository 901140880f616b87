package dev.factotum.engine;

import dev.factotum.plan.Callout.Opening;
import dev.factotum.vault.MatterId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the first {@value #BYTES} bytes of a matter say, read line by line: enough to list it, never enough to act on it.
 *
 * @param properties single-line properties without their quotes
 * @param title the first heading as plain text, else the file's name without its ending
 * @param why the word for the reason it waits, as in a ledger: decision, failed, unclear, …
 * @param note the first line under that reason, plain; else the first warning; may be empty
 * @param ticked true where a decision box or the {@code approve} property is ticked
 * @param broken true where this is no text of a note at all
 */
record OverviewHead(
        Map<String, String> properties, String title, String why, String note, boolean ticked, boolean broken) {
    static final int BYTES = 4096;

    private static final int MOST_TITLE = 200;
    private static final int MOST_NOTE = 300;

    OverviewHead {
        properties = Map.copyOf(properties);
    }

    /** @param bytes the beginning of the file, at most {@value #BYTES} of it */
    static OverviewHead of(byte[] bytes, String fileName) {
        String name = fileName.endsWith(".md") ? fileName.substring(0, fileName.length() - 3) : fileName;
        for (byte b : bytes) {
            if (b == 0) {
                return new OverviewHead(Map.of(), name, "invalid", "", false, true);
            }
        }
        Scan scan = new Scan(name);
        String text = new String(bytes, StandardCharsets.UTF_8);
        int start = text.startsWith("\ufeff") ? 1 : 0;
        int end = bytes.length < BYTES ? text.length() : Math.max(text.lastIndexOf('\n'), start);
        while (start < end && !scan.over) {
            int newline = text.indexOf('\n', start);
            int stop = newline < 0 ? end : newline;
            int cut = stop > start && text.charAt(stop - 1) == '\r' ? stop - 1 : stop;
            scan.line(text.substring(start, cut));
            start = stop + 1;
        }
        return scan.head();
    }

    Optional<MatterId> id() {
        return MatterId.parse(properties.getOrDefault("id", ""));
    }

    String property(String name) {
        return properties.getOrDefault(name, "");
    }

    /** One reading, line by line. */
    private static final class Scan {
        private final Map<String, String> properties = new HashMap<>();
        private final String name;
        private String title = "";
        private String why = "";
        private String note = "";
        private String warning = "";
        private String before = "";
        private boolean ticked;
        private boolean inside;
        private boolean started;
        private boolean over;
        private Reading reading = Reading.NOTHING;

        /** Which callout the lines belong to. */
        private enum Reading {
            NOTHING,
            REASON,
            WARNING
        }

        Scan(String name) {
            this.name = name;
        }

        void line(String line) {
            if (!started) {
                started = true;
                inside = line.stripTrailing().equals("---");
                if (inside) {
                    return;
                }
            }
            if (inside) {
                property(line);
            } else if (line.startsWith(">")) {
                quoted(line.substring(1).strip());
            } else {
                reading = Reading.NOTHING;
                body(line);
            }
        }

        private void property(String line) {
            if (line.stripTrailing().equals("---")) {
                inside = false;
                return;
            }
            int colon = line.indexOf(':');
            if (colon > 0 && Character.isLetter(line.charAt(0))) {
                properties.put(
                        line.substring(0, colon).strip(),
                        unquoted(line.substring(colon + 1).strip()));
            }
        }

        private void body(String line) {
            String above = before;
            before = line.strip();
            if (line.startsWith("# ") && title.isEmpty()) {
                title = bounded(plain(line.substring(2).strip()), MOST_TITLE);
            } else if (title.isEmpty()
                    && !above.isEmpty()
                    && before.startsWith("==")
                    && before.replace("=", "").isEmpty()) {
                title = bounded(plain(above), MOST_TITLE);
            } else if (line.startsWith("- [") && line.length() > 4 && line.charAt(4) == ']') {
                boolean decides = line.contains("^approve-") || line.contains("^reject-") || line.contains("^revise-");
                ticked = ticked || decides && (line.charAt(3) == 'x' || line.charAt(3) == 'X');
            } else if (line.startsWith("## ") || line.startsWith("```") || line.startsWith("~~~")) {
                over = !line.startsWith("## ") || !title.isEmpty();
            }
        }

        private void quoted(String line) {
            if (line.startsWith("[!")) {
                opening(line);
            } else if (reading == Reading.REASON && note.isEmpty()) {
                note = bounded(plain(line), MOST_NOTE);
            } else if (reading == Reading.WARNING && warning.isEmpty()) {
                warning = bounded(plain(line), MOST_NOTE);
            }
        }

        private void opening(String line) {
            int close = line.indexOf(']');
            int from = close + 1;
            if (from > 0 && from < line.length() && (line.charAt(from) == '-' || line.charAt(from) == '+')) {
                from++;
            }
            String words = close < 0 ? "" : line.substring(from).strip();
            reading = Reading.NOTHING;
            if (words.startsWith(Opening.LOOK.words())) {
                reading = Reading.WARNING;
            } else if (why.isEmpty()) {
                why = word(words);
                reading = why.isEmpty() ? Reading.NOTHING : Reading.REASON;
            }
        }

        OverviewHead head() {
            boolean asked = properties.getOrDefault("approve", "").equalsIgnoreCase("true");
            return new OverviewHead(
                    properties,
                    title.isEmpty() ? name : title,
                    why.isEmpty() ? "decision" : why,
                    note.isEmpty() ? warning : note,
                    ticked || asked,
                    false);
        }

        /** The word of a callout of ours; empty for a person's own. */
        private static String word(String title) {
            for (Opening opening : Opening.values()) {
                if (title.startsWith(opening.words())) {
                    return switch (opening) {
                        case LOOK, DONE, BY_HAND, REJECTED, CLOSED -> "";
                        case DECIDE -> "decision";
                        case NO_PLAN -> "no_plan";
                        case FAILED -> "failed";
                        case UNCLEAR -> "unclear";
                        case CHANGED -> "changed";
                        case EXPIRED -> "expired";
                        case INVALID, STEP_INVALID, MEND, UNREADABLE -> "invalid";
                        case FROZEN -> "frozen";
                        case DUPLICATE -> "duplicate";
                        case REFUSED -> "refused";
                        case PAUSED -> "paused";
                        case COPY -> "copy";
                        case YOUR_EDIT -> "your_edit";
                    };
                }
            }
            return "";
        }
    }

    private static String bounded(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "…";
    }

    private static String unquoted(String value) {
        int last = value.length() - 1;
        if (last > 0 && value.charAt(0) == '"' && value.charAt(last) == '"') {
            return value.substring(1, last).replace("\\\"", "\"").replace("\\\\", "\\");
        }
        if (last > 0 && value.charAt(0) == '\'' && value.charAt(last) == '\'') {
            return value.substring(1, last).replace("''", "'");
        }
        int comment = value.indexOf(" #");
        return comment < 0 ? value : value.substring(0, comment).stripTrailing();
    }

    /** Without backslash escapes, emphasis and code marks. */
    static String plain(String markdown) {
        StringBuilder plain = new StringBuilder(markdown.length());
        for (int i = 0; i < markdown.length(); i++) {
            char c = markdown.charAt(i);
            if (c == '\\' && i + 1 < markdown.length() && isPunctuation(markdown.charAt(i + 1))) {
                plain.append(markdown.charAt(++i));
            } else if (c != '*' && c != '`') {
                plain.append(c);
            }
        }
        return plain.toString().strip();
    }

    private static boolean isPunctuation(char c) {
        return c > ' ' && c < 0x7F && !Character.isLetterOrDigit(c);
    }
}
