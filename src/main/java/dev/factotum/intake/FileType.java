package dev.factotum.intake;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * What kind of file it is, by name and first bytes.
 *
 * @param words for a person: {@code PDF}, {@code picture}
 * @param embed true where Obsidian shows it inside a note
 */
record FileType(String words, boolean embed) {
    private static final Map<String, FileType> BY_EXTENSION = Map.ofEntries(
            Map.entry("pdf", new FileType("PDF", false)),
            Map.entry("png", new FileType("picture", true)),
            Map.entry("jpg", new FileType("picture", true)),
            Map.entry("jpeg", new FileType("picture", true)),
            Map.entry("gif", new FileType("picture", true)),
            Map.entry("webp", new FileType("picture", true)),
            Map.entry("svg", new FileType("drawing", false)),
            Map.entry("heic", new FileType("picture", false)),
            Map.entry("m4a", new FileType("recording", true)),
            Map.entry("mp3", new FileType("recording", true)),
            Map.entry("ogg", new FileType("recording", true)),
            Map.entry("wav", new FileType("recording", true)),
            Map.entry("mp4", new FileType("film", true)),
            Map.entry("mov", new FileType("film", true)),
            Map.entry("docx", new FileType("Word document", false)),
            Map.entry("xlsx", new FileType("Excel sheet", false)),
            Map.entry("zip", new FileType("archive", false)),
            Map.entry("html", new FileType("web page", false)),
            Map.entry("ofx", new FileType("bank statement (OFX)", false)),
            Map.entry("qfx", new FileType("bank statement (OFX)", false)),
            Map.entry("sta", new FileType("bank statement (MT940)", false)),
            Map.entry("csv", new FileType("table", false)));

    /** @param start the first bytes of the file, 512 are enough */
    static FileType of(String name, byte[] start) {
        FileType known = BY_EXTENSION.get(extension(name));
        if (known != null) {
            return known;
        }
        String head = new String(start, 0, Math.min(start.length, 8), StandardCharsets.ISO_8859_1);
        if (head.startsWith("%PDF")) {
            return new FileType("PDF", false);
        }
        if (head.startsWith("\u0089PNG") || head.startsWith("\u00FF\u00D8\u00FF") || head.startsWith("GIF8")) {
            return new FileType("picture", false);
        }
        return new FileType(
                extension(name).isEmpty() ? "file" : extension(name).toUpperCase(Locale.ROOT) + " file", false);
    }

    /** Lower case, without the dot; empty where there is none of at most ten letters and digits. */
    static String extension(String name) {
        int dot = name.lastIndexOf('.');
        String end = dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        return end.length() <= 10 && end.chars().allMatch(Character::isLetterOrDigit) ? end : "";
    }

    /** {@code 12.4 kB}: powers of a thousand. */
    static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " bytes";
        }
        double size = bytes;
        String unit = "";
        for (String next : new String[] {"kB", "MB", "GB", "TB"}) {
            if (size < 999.95) {
                break;
            }
            size /= 1000;
            unit = next;
        }
        return String.format(Locale.ROOT, "%.1f %s", size, unit);
    }
}
