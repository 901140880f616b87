package dev.factotum.plan;

import dev.factotum.markdown.Block;
import dev.factotum.markdown.Lines;
import java.util.Locale;
import java.util.Optional;

/** Looks for lines that read like the opening of a fence of ours, wherever they stand. */
final class FenceScan {
    private FenceScan() {}

    /**
     * The first line within a closed fence that reads like the opening of another one of ours, from 1: a sign that the
     * closing line of the first is missing. Shorter openings belong to the text.
     */
    static Optional<Integer> opening(String source, Lines lines, Block.Fence fence) {
        String own = run(fence.opening().of(source));
        for (Block.Span line : fence.lines()) {
            String text = line.of(source).strip();
            String run = run(text);
            if (run.startsWith(own) && ours(text.substring(run.length()))) {
                return Optional.of(lines.at(line.start()) + 1);
            }
        }
        return Optional.empty();
    }

    /** True where a line opens a step fence, or would if it stood elsewhere: behind any indentation and list marker. */
    static boolean opensStep(String line) {
        int at = 0;
        while (at < line.length() && at < 400 && " \t-+*>0123456789.)".indexOf(line.charAt(at)) >= 0) {
            at++;
        }
        String text = line.substring(at);
        String run = run(text);
        return run.length() >= 3 && step(text.substring(run.length()).strip());
    }

    /** True where the first word of an info string is step, however it is written. */
    static boolean step(String info) {
        int end = 0;
        while (end < info.length() && end < 5 && info.charAt(end) != ' ' && info.charAt(end) != '\t') {
            end++;
        }
        return info.substring(0, end).toLowerCase(Locale.ROOT).equals("step");
    }

    private static boolean ours(String info) {
        String stripped = info.strip();
        return step(stripped) || stripped.matches("(?:text|yaml) [A-Za-z_][A-Za-z0-9_.-]{0,80}");
    }

    /** The backticks or tildes that a text starts with. */
    static String run(String text) {
        int to = 0;
        while (to < text.length()
                && text.charAt(to) == text.charAt(0)
                && (text.charAt(0) == '`' || text.charAt(0) == '~')) {
            to++;
        }
        return text.substring(0, to);
    }
}
