package dev.factotum.markdown;

import java.util.List;

/** One block of a note. Offsets are chars of the whole source. */
public sealed interface Block {
    Place place();

    /** Offset of the block's first char, behind the markers of what holds it. */
    default int start() {
        return place().start();
    }

    /** Offset behind the line break of the block's last line, or the end of the text. */
    default int end() {
        return place().end();
    }

    /**
     * Where a block stands.
     *
     * @param parent the index in {@link Outline#blocks()} of the list item or quote that holds this block, or -1
     */
    record Place(int start, int end, int parent) {}

    /** A span of chars, end exclusive. */
    record Span(int start, int end) {
        public String of(String source) {
            return source.substring(start, end);
        }
    }

    /**
     * A heading, ATX or Setext.
     *
     * @param text without the markers, blanks trimmed
     */
    record Heading(Place place, int level, Span text) implements Block {}

    /**
     * A fenced code block.
     *
     * @param info the info string, blanks trimmed
     * @param opening the line of the opening fence, without its break
     * @param lines each line of the content as CommonMark reads it: without its break and the indentation of the fence
     * @param closed false where the fence runs to the end of its container
     */
    record Fence(Place place, Span info, Span opening, List<Span> lines, boolean closed) implements Block {
        public Fence {
            lines = List.copyOf(lines);
        }

        /** The content: each line with LF, tabs and all other chars as they are. */
        public String content(String source) {
            StringBuilder out = new StringBuilder();
            lines.forEach(line -> out.append(source, line.start(), line.end()).append('\n'));
            return out.toString();
        }
    }

    /**
     * A list item.
     *
     * @param text the rest of its first line behind the marker, blanks trimmed; a task's box is part of it
     */
    record Item(Place place, Span text, boolean ordered) implements Block {}

    /** A block quote or callout, with all its lines. */
    record Quote(Place place) implements Block {}

    /**
     * A block of raw HTML.
     *
     * @param closed false for a comment that never ends
     */
    record Html(Place place, boolean comment, boolean closed) implements Block {}

    /** An indented code block. */
    record Code(Place place) implements Block {}

    record Paragraph(Place place) implements Block {}

    /** A thematic break. */
    record Rule(Place place) implements Block {}
}
