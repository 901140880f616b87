package dev.factotum.cli;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.factotum.markdown.Escape;
import java.util.List;

/** The difference of two texts, line by line. */
final class TextDiff {
    private static final int CONTEXT = 2;

    private TextDiff() {}

    /** A unified difference without its two head lines; empty where the texts are equal. */
    static List<String> lines(String before, String after) {
        List<String> old = Escape.terminal(before).lines().toList();
        List<String> fresh = Escape.terminal(after).lines().toList();
        List<String> all =
                UnifiedDiffUtils.generateUnifiedDiff("before", "after", old, DiffUtils.diff(old, fresh), CONTEXT);
        return all.size() <= 2 ? List.of() : List.copyOf(all.subList(2, all.size()));
    }

    /** The same with colours: what went is red, what came green. */
    static List<String> styled(String before, String after) {
        return lines(before, after).stream().map(TextDiff::styled).toList();
    }

    private static String styled(String line) {
        if (line.startsWith("@@")) {
            return Style.CYAN.of(line);
        }
        if (line.startsWith("+")) {
            return Style.GREEN.of(line);
        }
        return line.startsWith("-") ? Style.RED.of(line) : line;
    }
}
