package dev.factotum.plan;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.factotum.markdown.Block;
import dev.factotum.markdown.Lines;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finished rounds, each folded into one quote callout in which nothing counts. */
final class Rounds {
    private static final Pattern TITLE = Pattern.compile("Round (\\d{1,3})");

    private static final Pattern ID = Pattern.compile("[> \\t]*id:[ \\t]*([A-Za-z0-9][A-Za-z0-9_-]{0,31})[ \\t]*");

    private Rounds() {}

    /** The number of the round that a quote holds, or 0. */
    static int number(PlanText text, Block.Quote quote) {
        Lines lines = text.outline().lines();
        return CalloutText.title(lines.text(lines.at(quote.start())))
                .filter(title -> title.type().equals("quote"))
                .map(title -> {
                    Matcher matcher = TITLE.matcher(title.words());
                    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
                })
                .orElse(0);
    }

    /** Ids that steps of finished rounds had. */
    static Set<String> ids(PlanText text) {
        Lines lines = text.outline().lines();
        Set<String> ids = new HashSet<>();
        for (Block block : text.outline().blocks()) {
            if (block instanceof Block.Quote quote && number(text, quote) > 0) {
                int last = CalloutText.lastLine(lines, quote);
                for (int line = lines.at(quote.start()); line <= last; line++) {
                    Matcher matcher = ID.matcher(lines.text(line));
                    if (matcher.matches()) {
                        ids.add(matcher.group(1));
                    }
                }
            }
        }
        return ids;
    }

    /** The text with all its steps folded where the first of them stands; what stands between them stays. */
    static String fold(PlanText text, int number) {
        if (text.units().isEmpty()) {
            return text.source();
        }
        Lines lines = text.outline().lines();
        BitSet own = StepLayout.lines(text);
        List<String> folded = new ArrayList<>();
        folded.add("> [!quote]- Round " + number);
        for (StepUnit unit : text.units()) {
            folded.add(">");
            int sign = unit.box().map(Box::line).orElse(-1);
            int last =
                    lines.at(Math.max(unit.lastFence().start(), unit.lastFence().end() - 1));
            int before = -1;
            for (int line = unit.firstLine(lines); line <= last; line++) {
                if (!own.get(line)) {
                    continue;
                }
                if (before >= 0 && before < line - 1) {
                    folded.add(">");
                }
                String shown = lines.text(line);
                folded.add("> " + (line == sign ? inert(shown) : shown));
                before = line;
            }
        }
        LineEdits edits = new LineEdits(text);
        edits.remove(own);
        edits.insertApart(own.nextSetBit(0), folded);
        return edits.apply();
    }

    /** The box as a sign that no task list counts. */
    private static String inert(String item) {
        int open = item.indexOf('[');
        int close = item.indexOf(']', open + 1);
        if (open < 0 || close < 0) {
            return item;
        }
        String sign = switch (item.substring(open + 1, close)) {
            case "x", "X" -> "✓";
            case "!" -> "✗";
            case "-" -> "–";
            default -> "○";
        };
        return item.substring(0, open) + sign + item.substring(close + 1);
    }
}
