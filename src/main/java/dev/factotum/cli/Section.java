package dev.factotum.cli;

import java.util.List;

/** The lines below one of a note's second-level headings. */
final class Section {
    private Section() {}

    /** Up to the next heading of the first or second level; empty where the heading is missing. */
    static String of(String note, String heading) {
        StringBuilder found = new StringBuilder();
        boolean inside = false;
        for (String line : (Iterable<String>) note.lines()::iterator) {
            if (inside && (line.startsWith("## ") || line.startsWith("# "))) {
                return found.toString();
            }
            if (inside) {
                found.append(line).append('\n');
            }
            inside = inside || line.strip().equals("## " + heading);
        }
        return found.toString();
    }

    /** The note with lines added at the end of that section, which is made at the end of the note where missing. */
    static String with(String note, String heading, List<String> lines) {
        String ending = note.contains("\r\n") ? "\r\n" : "\n";
        String added = String.join(ending, lines) + ending;
        int at = start(note, heading);
        if (at < 0) {
            String gap = note.isEmpty() || note.endsWith("\n") ? ending : ending + ending;
            return note + gap + "## " + heading + ending + ending + added;
        }
        int end = at;
        int next = at;
        while (next < note.length()) {
            int stop = note.indexOf('\n', next);
            int after = stop < 0 ? note.length() : stop + 1;
            String line = note.substring(next, after);
            if (line.startsWith("## ") || line.startsWith("# ")) {
                break;
            }
            end = line.isBlank() ? end : after;
            next = after;
        }
        String before = note.substring(0, end);
        String gap = before.endsWith("\n") ? "" : ending;
        String rest = note.substring(end);
        return before + gap + ending + added + (rest.startsWith("\r\n") || rest.startsWith("\n") ? "" : ending) + rest;
    }

    /** The offset behind the heading's line, or -1. */
    private static int start(String note, String heading) {
        int at = 0;
        while (at < note.length()) {
            int stop = note.indexOf('\n', at);
            int after = stop < 0 ? note.length() : stop + 1;
            if (note.substring(at, after).strip().equals("## " + heading)) {
                return after;
            }
            at = after;
        }
        return -1;
    }
}
