package dev.factotum.plan;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.factotum.markdown.Block;
import dev.factotum.markdown.Lines;
import dev.factotum.markdown.Outline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A list item as a box: its sign, its words, its block id, and the result lines below.
 *
 * @param line of the item, from 0
 * @param last line of the item's own paragraph, from 0
 * @param sign what stands between the brackets; empty where the item has no box
 * @param signAt offset of the sign
 * @param broken true where the item starts with a bracket but is no box
 * @param results lines that start with an arrow, from 0
 */
record Box(
        Block.Item item,
        int line,
        int last,
        Optional<Character> sign,
        int signAt,
        boolean broken,
        String words,
        Optional<String> blockId,
        List<Integer> results) {
    static final String ARROW = "→";

    private static final Pattern DECISION =
            Pattern.compile("(approve-r|reject-r|revise-r|remember-|arrived-|again-)([A-Za-z0-9_-]+)");

    Box {
        results = List.copyOf(results);
    }

    /** Reads the list item at an index of the outline. */
    static Box of(String source, Outline outline, int index) {
        Block.Item item = (Block.Item) outline.blocks().get(index);
        Lines lines = outline.lines();
        int line = lines.at(item.start());
        int last = lastOfParagraph(outline, index, line);
        String first = item.text().of(source);
        boolean boxed = first.length() >= 3
                && first.charAt(0) == '['
                && first.charAt(2) == ']'
                && (first.length() == 3 || first.charAt(3) == ' ' || first.charAt(3) == '\t');
        String text = (boxed ? first.substring(3) : first).strip();
        Optional<String> id = blockId(text);
        StringBuilder words = new StringBuilder(withoutBlockId(text));
        List<Integer> results = new ArrayList<>();
        for (int next = line + 1; next <= last; next++) {
            String more = lines.text(next).strip();
            if (more.startsWith(ARROW)) {
                results.add(next);
            } else {
                id = id.isPresent() ? id : blockId(more);
                words.append(' ').append(withoutBlockId(more));
            }
        }
        return new Box(
                item,
                line,
                last,
                boxed ? Optional.of(first.charAt(1)) : Optional.empty(),
                item.text().start() + 1,
                !boxed && first.startsWith("["),
                words.toString().strip(),
                id,
                results);
    }

    private static int lastOfParagraph(Outline outline, int index, int line) {
        List<Block> blocks = outline.blocks();
        if (index + 1 < blocks.size()
                && blocks.get(index + 1) instanceof Block.Paragraph paragraph
                && paragraph.place().parent() == index
                && outline.lines().at(paragraph.start()) == line) {
            return outline.lines().at(Math.max(paragraph.start(), paragraph.end() - 1));
        }
        return line;
    }

    /** Where the block id at the end of a text starts, or -1. */
    private static int caret(String text) {
        int caret = text.lastIndexOf('^');
        if (caret < 0 || caret + 1 == text.length()) {
            return -1;
        }
        boolean apart = caret == 0 || Character.isWhitespace(text.charAt(caret - 1));
        return apart && text.chars().skip(caret + 1).allMatch(Box::idChar) ? caret : -1;
    }

    private static boolean idChar(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    private static Optional<String> blockId(String text) {
        int caret = caret(text);
        return caret < 0 ? Optional.empty() : Optional.of(text.substring(caret + 1));
    }

    private static String withoutBlockId(String text) {
        int caret = caret(text);
        return caret < 0 ? text : text.substring(0, caret).strip();
    }

    /** The mark of a step's box; empty where the sign is none of ours. */
    Optional<Mark> mark() {
        return sign.flatMap(c -> switch (c) {
            case ' ' -> Optional.of(Mark.OPEN);
            case 'x', 'X' -> Optional.of(Mark.DONE);
            case '-' -> Optional.of(Mark.SKIPPED);
            case '!' -> Optional.of(Mark.FAILED);
            default -> Optional.empty();
        });
    }

    boolean ticked() {
        return sign.filter(c -> c == 'x' || c == 'X').isPresent();
    }

    /** The decision that the item's block id names. */
    Optional<Decisions.Box> decision() {
        Matcher matcher = DECISION.matcher(blockId.orElse(""));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Decisions.Kind kind = switch (matcher.group(1)) {
            case "approve-r" -> Decisions.Kind.APPROVE;
            case "reject-r" -> Decisions.Kind.REJECT;
            case "revise-r" -> Decisions.Kind.REVISE;
            case "remember-" -> Decisions.Kind.REMEMBER;
            case "arrived-" -> Decisions.Kind.ARRIVED;
            default -> Decisions.Kind.AGAIN;
        };
        return Optional.of(new Decisions.Box(kind, matcher.group(2), ticked(), words, line + 1));
    }
}
