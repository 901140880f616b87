package dev.factotum.markdown;

import java.util.List;

/**
 * The block structure of a note, in the order of the source; a block comes before those that it holds.
 *
 * <p>Front matter and Obsidian comments are no blocks. Nothing is refused: any text has an outline, found in time linear
 * in its length. Nesting beyond {@value Mask#MAX_MARKERS} markers on one line counts as text.
 *
 * @param comments Obsidian comments, {@code %%} to {@code %%}, in order
 */
public record Outline(Lines lines, List<Block> blocks, List<Comment> comments) {
    public Outline {
        blocks = List.copyOf(blocks);
        comments = List.copyOf(comments);
    }

    /**
     * An Obsidian comment with its signs.
     *
     * @param closed false where it runs to the end of the note
     */
    public record Comment(int start, int end, boolean closed) {}

    public static Outline of(String note) {
        Lines lines = Lines.of(note);
        List<Comment> comments = Comments.of(note, lines);
        String masked = Mask.of(note, lines, comments);
        return new Outline(lines, new Blocks(note, lines, masked).read(), comments);
    }

    /** True where the block stands inside a quote, at any depth. */
    public boolean quoted(Block block) {
        for (int at = block.place().parent();
                at >= 0;
                at = blocks.get(at).place().parent()) {
            if (blocks.get(at) instanceof Block.Quote) {
                return true;
            }
        }
        return false;
    }
}
