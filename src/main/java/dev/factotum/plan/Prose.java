package dev.factotum.plan;

import dev.factotum.markdown.Block;
import dev.factotum.markdown.Lines;
import dev.factotum.markdown.Outline;
import dev.factotum.markdown.Unescape;
import java.util.BitSet;

/** What a person wrote in a note, and what it quotes. */
final class Prose {
    private static final String HIDDEN = "\0";

    private Prose() {}

    /** Everything but front matter, title, header, steps, comments, rounds, and the sections of the engine. */
    static String of(PlanText text) {
        Outline outline = text.outline();
        Lines lines = outline.lines();
        OwnedLines owned = OwnedLines.of(text);
        BitSet out = StepLayout.lines(text);
        out.set(0, lines.at(text.properties().end()));
        text.sections().title().ifPresent(title -> lines(lines, title.start(), title.end(), out));
        for (Sections.Section section : text.sections().all()) {
            if (section.inert()) {
                lines(lines, section.start(), section.end(), out);
            } else if (section.name().equals(Sections.STEPS)) {
                lines(lines, section.start(), section.body(), out);
            }
        }
        for (Block block : outline.blocks()) {
            if (block instanceof Block.Quote quote && quote.place().parent() < 0 && Rounds.number(text, quote) > 0) {
                lines(lines, quote.start(), quote.end(), out);
            }
        }
        String shown = withoutComments(text);
        StringBuilder prose = new StringBuilder();
        boolean gap = false;
        for (int line = 0; line < lines.count(); line++) {
            if (out.get(line) || owned.owned(line)) {
                gap = true;
                continue;
            }
            String kept = shown.substring(lines.start(line), lines.end(line)).replace(HIDDEN, "");
            boolean blank = kept.isBlank();
            gap |= blank && !lines.text(line).isBlank();
            if (gap && blank && endsBlank(prose)) {
                continue;
            }
            gap = false;
            prose.append(kept).append('\n');
        }
        return prose.toString().strip();
    }

    private static boolean endsBlank(StringBuilder prose) {
        int length = prose.length();
        return length == 0 || (length > 1 && prose.charAt(length - 1) == '\n' && prose.charAt(length - 2) == '\n');
    }

    /** The source, as long as it is, with NUL for every char that an Obsidian comment hides. */
    private static String withoutComments(PlanText text) {
        if (text.outline().comments().isEmpty()) {
            return text.source();
        }
        StringBuilder shown = new StringBuilder(text.source());
        for (Outline.Comment comment : text.outline().comments()) {
            for (int i = comment.start(); comment.closed() && i < comment.end(); i++) {
                shown.setCharAt(i, HIDDEN.charAt(0));
            }
        }
        return shown.toString();
    }

    private static void lines(Lines lines, int start, int end, BitSet out) {
        if (end > start) {
            out.set(lines.at(start), lines.at(end - 1) + 1);
        }
    }

    /** The text of the quotes in a section, without callout titles, as it was before it was escaped. */
    static String quoted(PlanText text, Sections.Section section) {
        Lines lines = text.outline().lines();
        StringBuilder quoted = new StringBuilder();
        for (Block block : text.outline().blocks()) {
            if (!(block instanceof Block.Quote quote)
                    || quote.place().parent() >= 0
                    || quote.start() < section.body()
                    || quote.start() >= section.end()) {
                continue;
            }
            int line = lines.at(quote.start());
            if (CalloutText.title(lines.text(line)).isPresent()) {
                line++;
            }
            int last = CalloutText.lastLine(lines, quote);
            for (; line <= last; line++) {
                quoted.append(Unescape.quoted(lines.text(line))).append('\n');
            }
        }
        return quoted.toString().strip();
    }
}
