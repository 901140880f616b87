package dev.factotum.plan;

import dev.factotum.markdown.Lines;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes to whole lines of one text. Lines that are not named keep every byte; new ones take the line break of the
 * text. Lines count from 0.
 */
final class LineEdits {
    private static final String BOM = "\uFEFF";

    private final String source;
    private final Lines lines;
    private final BitSet removed = new BitSet();
    private final Map<Integer, String> replaced = new HashMap<>();
    private final Map<Integer, List<Insert>> inserts = new HashMap<>();

    LineEdits(PlanText text) {
        this.source = text.source();
        this.lines = text.outline().lines();
    }

    /**
     * New lines.
     *
     * @param apart true where blank lines set them apart from what stands around them
     */
    private record Insert(List<String> lines, boolean apart) {}

    /** Removes lines; where blank lines would then meet, one of them goes too. */
    void remove(BitSet which) {
        removed.or(which);
    }

    /** Removes the lines from first to last, both inclusive. */
    void remove(int first, int last) {
        removed.set(first, last + 1);
    }

    void replace(int line, String text) {
        if (!lines.text(line).equals(text)) {
            replaced.put(line, text);
        }
    }

    /** The line as it will be, so that two changes to it add up. */
    String now(int line) {
        return replaced.getOrDefault(line, lines.text(line));
    }

    /** Puts lines before a line, directly. */
    void insert(int line, List<String> text) {
        add(line, new Insert(List.copyOf(text), false));
    }

    /** Puts lines before a line, with a blank line on either side; those at one line keep their order. */
    void insertApart(int line, List<String> text) {
        add(line, new Insert(List.copyOf(text), true));
    }

    private void add(int line, Insert insert) {
        inserts.computeIfAbsent(line, key -> new ArrayList<>()).add(insert);
    }

    /** The new text; the source itself where nothing changes. */
    String apply() {
        if (removed.isEmpty() && replaced.isEmpty() && inserts.isEmpty()) {
            return source;
        }
        return new Writing().write();
    }

    /** One pass over the lines. */
    private final class Writing {
        private final StringBuilder out = new StringBuilder(source.length() + 256);
        private final String lineBreak = lines.lineBreak();
        private boolean blank = true;
        private boolean apart;
        private boolean behindGap;

        String write() {
            int count = lines.count();
            boolean open = lines.start(count - 1) < source.length() || count == 1;
            if (source.startsWith(BOM)) {
                out.append(BOM);
            }
            for (int line = 0; line < count; line++) {
                inserts.getOrDefault(line, List.of()).forEach(this::insert);
                if (removed.get(line)) {
                    behindGap = true;
                } else if (line < count - 1 || open) {
                    line(line);
                }
            }
            inserts.getOrDefault(count, List.of()).forEach(this::insert);
            return out.toString();
        }

        private void line(int line) {
            int start = line == 0 && source.startsWith(BOM) ? 1 : lines.start(line);
            String text = replaced.getOrDefault(line, source.substring(start, lines.end(line)));
            if (line == 0 && text.startsWith(BOM)) {
                text = text.substring(1);
            }
            boolean empty = text.isBlank();
            if (behindGap && empty && blank) {
                behindGap = false;
                return;
            }
            behindGap = false;
            if (apart && !empty) {
                out.append(lineBreak);
            }
            apart = false;
            out.append(text).append(source, lines.end(line), lines.next(line));
            blank = empty;
        }

        private void insert(Insert insert) {
            if (!atStart() && !endsLine()) {
                out.append(lineBreak);
            }
            if (insert.apart && !blank) {
                out.append(lineBreak);
            }
            insert.lines.forEach(text -> out.append(text).append(lineBreak));
            blank = insert.lines.isEmpty() ? blank : insert.lines.getLast().isBlank();
            apart = insert.apart;
        }

        private boolean atStart() {
            return out.length() == 0 || (out.length() == 1 && out.charAt(0) == BOM.charAt(0));
        }

        private boolean endsLine() {
            char last = out.charAt(out.length() - 1);
            return last == '\n' || last == '\r';
        }
    }
}
