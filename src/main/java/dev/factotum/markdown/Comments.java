package dev.factotum.markdown;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Finds Obsidian comments, {@code %%} to {@code %%}, in one scan of the lines. Fences, code spans and HTML comments hide
 * them and are hidden by them: whichever starts first wins.
 */
final class Comments {
    private static final int MAX_DEPTH = 64;

    private final String note;
    private final List<Outline.Comment> found = new ArrayList<>();
    /** The columns where the text of each open list item starts. */
    private final Deque<Integer> items = new ArrayDeque<>();

    private String fence = "";
    private int fenceDepth;
    private boolean fenceQuoted;
    private boolean html;
    private int open = -1;

    private Comments(String note) {
        this.note = note;
    }

    static List<Outline.Comment> of(String note, Lines lines) {
        Comments scan = new Comments(note);
        int body = FrontMatter.of(note).end();
        if (note.indexOf("%%", body) < 0) {
            return List.of();
        }
        for (int line = lines.at(body); line < lines.count(); line++) {
            scan.line(lines.start(line), lines.end(line));
        }
        if (scan.open >= 0) {
            scan.found.add(new Outline.Comment(scan.open, note.length(), false));
        }
        return scan.found;
    }

    private void line(int start, int end) {
        if (open >= 0) {
            int close = note.indexOf("%%", start, end);
            if (close >= 0) {
                found.add(new Outline.Comment(open, close + 2, true));
                open = -1;
                inline(close + 2, end);
            }
            return;
        }
        Prefix prefix = prefix(start, end);
        if (prefix.at == end && !fenceQuoted) {
            return;
        }
        if (!fence.isEmpty() && (items.size() < fenceDepth || (fenceQuoted && !prefix.quoted))) {
            fence = "";
        }
        String run = run(prefix.at, end);
        if (!fence.isEmpty()) {
            fence = closes(run, prefix.at, end) ? "" : fence;
        } else if (html || note.startsWith("<!--", prefix.at)) {
            html = note.indexOf("-->", prefix.at, end) < 0;
        } else if (opens(run, prefix.at, end)) {
            fence = run;
            fenceDepth = items.size();
            fenceQuoted = prefix.quoted;
        } else {
            inline(prefix.at, end);
        }
    }

    /**
     * How a line starts.
     *
     * @param at offset of the first char behind indentation, quote and list markers
     */
    private record Prefix(int at, boolean quoted) {}

    private Prefix prefix(int start, int end) {
        int column = 0;
        boolean quoted = false;
        boolean counted = false;
        int at = start;
        while (at < end) {
            char c = note.charAt(at);
            int width = fence.isEmpty() && !html ? marker(at, end) : 0;
            if (c == ' ' || c == '\t') {
                column = c == '\t' ? (column / 4 + 1) * 4 : column + 1;
                at++;
                continue;
            }
            if (!counted && !quoted) {
                closeItems(column);
                counted = true;
            }
            if (c == '>' && (fence.isEmpty() || fenceQuoted)) {
                quoted = true;
                column++;
                at++;
            } else if (width > 0) {
                at += width;
                column += width;
                if (!quoted && items.size() < MAX_DEPTH) {
                    items.push(column + 1);
                }
            } else {
                return new Prefix(at, quoted);
            }
        }
        return new Prefix(at, quoted);
    }

    private void closeItems(int column) {
        while (!items.isEmpty() && column < items.getFirst()) {
            items.pop();
        }
    }

    /** The width of a list marker that starts here, or 0. */
    private int marker(int at, int end) {
        char c = note.charAt(at);
        int to = at;
        while (to < end && to - at < 9 && note.charAt(to) >= '0' && note.charAt(to) <= '9') {
            to++;
        }
        boolean bullet = c == '-' || c == '+' || c == '*';
        boolean number = to > at && to < end && (note.charAt(to) == '.' || note.charAt(to) == ')');
        int behind = to + 1;
        boolean blank = behind >= end || note.charAt(behind) == ' ' || note.charAt(behind) == '\t';
        return (bullet || number) && blank ? behind - at : 0;
    }

    /** Finds comments in the text of one line; code spans and escaped signs are passed over. */
    private void inline(int start, int end) {
        int at = start;
        while (at < end) {
            char c = note.charAt(at);
            if (c == '\\') {
                at += 2;
            } else if (c == '`') {
                at = behindCode(at, end);
            } else if (c == '%' && at + 1 < end && note.charAt(at + 1) == '%') {
                int close = note.indexOf("%%", at + 2, Math.max(at + 2, end));
                if (close < 0) {
                    open = at;
                    return;
                }
                found.add(new Outline.Comment(at, close + 2, true));
                at = close + 2;
            } else {
                at++;
            }
        }
    }

    /** Behind the code span that starts here, or behind the backticks where they start none. */
    private int behindCode(int start, int end) {
        int length = run(start, end).length();
        int at = start + length;
        while (at < end) {
            int next = run(at, end).length();
            if (note.charAt(at) == '`' && next == length) {
                return at + next;
            }
            at += next;
        }
        return start + length;
    }

    private boolean opens(String run, int at, int end) {
        return run.length() >= 3
                && (run.charAt(0) == '~' || (run.charAt(0) == '`' && note.indexOf('`', at + run.length(), end) < 0));
    }

    private boolean closes(String run, int at, int end) {
        return run.startsWith(fence) && note.substring(at + run.length(), end).isBlank();
    }

    /** The run of one char that starts here. */
    private String run(int at, int end) {
        int to = at;
        while (to < end && note.charAt(to) == note.charAt(at)) {
            to++;
        }
        return note.substring(at, to);
    }
}
