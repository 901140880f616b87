package dev.factotum.markdown;

import com.vladsch.flexmark.parser.block.BlockParserFactory;
import com.vladsch.flexmark.parser.block.BlockStart;
import com.vladsch.flexmark.parser.core.HeadingParser;
import com.vladsch.flexmark.util.data.DataHolder;
import com.vladsch.flexmark.util.sequence.BasedSequence;

/**
 * Flexmark's headings, asked only for lines that can be one: the original gathers the whole paragraph above for every
 * line it is asked for, which takes quadratic time.
 */
final class Headings extends HeadingParser.Factory {
    @Override
    public BlockParserFactory apply(DataHolder options) {
        BlockParserFactory headings = super.apply(options);
        return (state, matched) -> mayBeHeading(state.getLine(), state.getNextNonSpaceIndex())
                ? headings.tryStart(state, matched)
                : BlockStart.none();
    }

    private static boolean mayBeHeading(BasedSequence line, int start) {
        if (start >= line.length()) {
            return false;
        }
        char sign = line.charAt(start);
        int behind = start;
        while (behind < line.length() && line.charAt(behind) == sign) {
            behind++;
        }
        return switch (sign) {
            case '#' -> behind - start <= 6 && (behind == line.length() || blank(line.charAt(behind)));
            case '=', '-' -> line.subSequence(behind).isBlank();
            default -> false;
        };
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
