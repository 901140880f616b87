package dev.factotum.vault;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** File names that every system and sync tool takes (F11), and names that are never matters (F10). */
public final class Names {
    /** Of a stem, in code points. */
    static final int MOST_CHARACTERS = 120;

    /** Of a stem in UTF-8. */
    static final int MOST_BYTES = 200;

    private static final String UNTITLED = "Untitled";
    private static final String ILLEGAL = "<>:\"?*#^[]";
    private static final Set<String> DEVICES = Set.of("con", "prn", "aux", "nul", "conin$", "conout$");
    private static final String PORTS = "0123456789\u00b9\u00b2\u00b3";
    private static final Set<String> IGNORED = Set.of("4913", "thumbs.db", "desktop.ini");
    private static final Set<String> IGNORED_ENDS = Set.of(".tmp", ".part", ".crdownload", ".swp", ".swo", "~");
    private static final List<String> CONFLICTS = List.of(".sync-conflict-", "conflicted copy", "(conflict)");
    private static final String JETBRAINS = "___jb_tmp___";
    private static final List<String> MARKS = List.of(".sync-conflict-", "conflicted copy", "(conflict)", JETBRAINS);

    private Names() {}

    /** A readable file name stem from a title: NFC, at most 120 chars and 200 bytes, never empty, never reserved. */
    public static String stem(String title) {
        String text = settle(cut(clean(title), MOST_CHARACTERS, MOST_BYTES));
        if (reserved(text)) {
            int dot = text.indexOf('.');
            int end = dot < 0 ? text.length() : dot;
            text = settle(cut(text.substring(0, end).strip() + "_" + text.substring(end), MOST_CHARACTERS, MOST_BYTES));
        }
        return text.isEmpty() ? UNTITLED : text;
    }

    /**
     * The stem itself, or where it clashes the stem with a part of the id as suffix: {@code Title (X9N5)}.
     *
     * @param taken tells whether a {@link #clashKey} is in use
     */
    public static String unique(String stem, MatterId id, Predicate<String> taken) {
        String candidate = stem;
        for (int digits = 4;
                taken.test(clashKey(candidate)) && digits <= id.value().length();
                digits++) {
            String suffix = " (" + id.value().substring(id.value().length() - digits) + ")";
            int room = suffix.length();
            candidate = settle(cut(stem, MOST_CHARACTERS - room, MOST_BYTES - room)) + suffix;
        }
        return candidate;
    }

    /** The form under which two names clash: NFC and case folded; the capital sharp s is one of two only when small. */
    public static String clashKey(String name) {
        String folded = Normalizer.normalize(name, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    /** Names that are never matters: dot names, editors' and sync tools' temporary files (F10). */
    public static boolean ignored(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith(".")
                || lower.startsWith("~$")
                || lower.startsWith("~syncthing~")
                || (lower.startsWith("#") && lower.endsWith("#") && lower.length() > 1)
                || lower.contains(JETBRAINS)
                || IGNORED.contains(lower)
                || IGNORED_ENDS.stream().anyMatch(lower::endsWith);
    }

    /** Names that sync tools give to conflict copies (F10). */
    public static boolean conflictCopy(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return CONFLICTS.stream().anyMatch(lower::contains);
    }

    /** A file name's extension with its dot: at most ten letters and digits; empty where it has none. */
    static String extension(String name) {
        int dot = name.lastIndexOf('.');
        int length = name.length() - dot - 1;
        boolean plain = dot > 0
                && length > 0
                && length <= 10
                && name.chars().skip(dot + 1L).allMatch(c -> c < 128 && Character.isLetterOrDigit(c));
        return plain ? name.substring(dot) : "";
    }

    /** {@code A.md} becomes {@code A (your edit).md}, then {@code A (your edit 2).md}. */
    static String yourEdit(String name, int number) {
        String extension = extension(name);
        String stem = name.substring(0, name.length() - extension.length());
        String suffix = number == 1 ? " (your edit)" : " (your edit " + number + ")";
        return cut(stem, MOST_BYTES, MOST_BYTES) + suffix + (extension.isEmpty() ? ".md" : extension);
    }

    private static String clean(String title) {
        String composed = Normalizer.normalize(title, Normalizer.Form.NFC);
        StringBuilder text = new StringBuilder();
        composed.codePoints().limit(4 * MOST_CHARACTERS).forEach(c -> {
            if (c == '/' || c == '\\' || c == '|') {
                text.append('-');
            } else if (ILLEGAL.indexOf(c) >= 0
                    || Character.isWhitespace(c)
                    || Character.isSpaceChar(c)
                    || Character.isISOControl(c)) {
                space(text);
            } else if (named(c)) {
                text.appendCodePoint(c);
            }
        });
        return withoutMarks(Normalizer.normalize(text, Normalizer.Form.NFC));
    }

    private static void space(StringBuilder text) {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
            text.append(' ');
        }
    }

    /** Not invisible, no surrogate without its pair, no code point that means nothing or only here. */
    private static boolean named(int c) {
        int type = Character.getType(c);
        return type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.PRIVATE_USE
                && type != Character.UNASSIGNED;
    }

    /** A title must not look like a sync tool's conflict copy, which is frozen, or an editor's file, which is ignored. */
    private static String withoutMarks(String text) {
        String safe = text;
        for (String mark : MARKS) {
            for (int at = find(safe, mark, 0); at >= 0; at = find(safe, mark, at + 1)) {
                int last = at + mark.length() - 1;
                safe = safe.substring(0, last) + (safe.charAt(last) == '-' ? '_' : '-') + safe.substring(last + 1);
            }
        }
        return safe;
    }

    private static int find(String text, String mark, int from) {
        for (int at = from; at + mark.length() <= text.length(); at++) {
            if (text.regionMatches(true, at, mark, 0, mark.length())) {
                return at;
            }
        }
        return -1;
    }

    /** Without what no system takes at an end, and without what would make the name an ignored one. */
    private static String settle(String text) {
        int start = 0;
        while (start < text.length() && " .~".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        int end = text.length();
        while (end > start && " .".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Cuts between characters as people see them: a combining mark goes with its base. */
    private static String cut(String text, int characters, int bytes) {
        int end = 0;
        int count = 0;
        int size = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            count++;
            size += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            if (count > characters || size > bytes) {
                return text.substring(0, baseBefore(text, end));
            }
            end += Character.charCount(c);
        }
        return text;
    }

    private static int baseBefore(String text, int end) {
        int at = end;
        while (at > 0 && at < text.length() && combining(text.codePointAt(at))) {
            at = text.offsetByCodePoints(at, -1);
        }
        return at == 0 ? end : at;
    }

    private static boolean combining(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    private static boolean reserved(String text) {
        int dot = text.indexOf('.');
        String base = (dot < 0 ? text : text.substring(0, dot)).strip().toLowerCase(Locale.ROOT);
        boolean numbered = base.length() == 4 && (base.startsWith("com") || base.startsWith("lpt"));
        return DEVICES.contains(base) || (numbered && PORTS.indexOf(base.charAt(3)) >= 0);
    }
}
