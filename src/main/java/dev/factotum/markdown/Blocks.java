package dev.factotum.markdown;

import com.vladsch.flexmark.ast.BlockQuote;
import com.vladsch.flexmark.ast.FencedCodeBlock;
import com.vladsch.flexmark.ast.HtmlBlockBase;
import com.vladsch.flexmark.ast.HtmlCommentBlock;
import com.vladsch.flexmark.ast.IndentedCodeBlock;
import com.vladsch.flexmark.ast.ListItem;
import com.vladsch.flexmark.ast.Paragraph;
import com.vladsch.flexmark.ast.ThematicBreak;
import com.vladsch.flexmark.parser.Parser;
import com.vladsch.flexmark.parser.internal.CommonmarkInlineParser;
import com.vladsch.flexmark.util.ast.Node;
import com.vladsch.flexmark.util.data.MutableDataSet;
import com.vladsch.flexmark.util.sequence.BasedSequence;
import java.util.ArrayList;
import java.util.List;

/** Reads the blocks of a masked note with flexmark. Inline text is not parsed: only blocks count here. */
final class Blocks {
    /** Safe for any number of threads: what one parse needs, it makes itself. */
    private static final Parser PARSER = Parser.builder(new MutableDataSet()
                    .set(Parser.REFERENCE_PARAGRAPH_PRE_PROCESSOR, false)
                    .set(Parser.HEADING_PARSER, false))
            .customBlockParserFactory(new Headings())
            .customInlineParserFactory((options, special, delimiters, processors, links, extensions) ->
                    new CommonmarkInlineParser(options, special, delimiters, processors, links, extensions) {
                        @Override
                        public void parse(BasedSequence content, Node block) {}
                    })
            .build();

    private final String note;
    private final Lines lines;
    private final String masked;
    private final List<Block> blocks = new ArrayList<>();

    Blocks(String note, Lines lines, String masked) {
        this.note = note;
        this.lines = lines;
        this.masked = masked;
    }

    List<Block> read() {
        children(PARSER.parse(masked), -1);
        return blocks;
    }

    /** Nesting is bounded by the mask, and with it this recursion. */
    private void children(Node node, int parent) {
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            int inside = blocks.size();
            switch (child) {
                case com.vladsch.flexmark.ast.Heading heading -> blocks.add(heading(heading, parent));
                case FencedCodeBlock fence -> blocks.add(fence(fence, parent));
                case ListItem item -> {
                    blocks.add(item(item, parent));
                    children(item, inside);
                }
                case BlockQuote quote -> {
                    blocks.add(new Block.Quote(place(quote, parent)));
                    children(quote, inside);
                }
                case HtmlBlockBase html -> blocks.add(html(html, parent));
                case IndentedCodeBlock code -> blocks.add(new Block.Code(place(code, parent)));
                case Paragraph paragraph -> blocks.add(new Block.Paragraph(place(paragraph, parent)));
                case ThematicBreak rule -> blocks.add(new Block.Rule(place(rule, parent)));
                default -> children(child, parent);
            }
        }
    }

    private Block.Place place(Node node, int parent) {
        int start = node.getStartOffset();
        int end = Math.max(start, node.getEndOffset());
        return new Block.Place(start, lines.next(lines.at(Math.max(start, end - 1))), parent);
    }

    private Block heading(com.vladsch.flexmark.ast.Heading heading, int parent) {
        Block.Span text =
                trimmed(heading.getText().getStartOffset(), heading.getText().getEndOffset());
        return new Block.Heading(place(heading, parent), heading.getLevel(), text);
    }

    private Block fence(FencedCodeBlock fence, int parent) {
        int start = fence.getStartOffset();
        int info = start + fence.getOpeningFence().length();
        int lineEnd = lines.end(lines.at(start));
        List<Block.Span> content = new ArrayList<>();
        for (BasedSequence line : fence.getContentLines()) {
            int from = line.getStartOffset();
            content.add(new Block.Span(from, lines.end(lines.at(from))));
        }
        boolean closed = fence.getClosingFence().length() > 0;
        return new Block.Fence(
                place(fence, parent), trimmed(info, lineEnd), new Block.Span(start, lineEnd), content, closed);
    }

    private Block item(ListItem item, int parent) {
        int marker = item.getStartOffset();
        int behind = item.getOpeningMarker().getEndOffset();
        Block.Span text = trimmed(behind, lines.end(lines.at(marker)));
        return new Block.Item(place(item, parent), text, item.isOrderedItem());
    }

    private Block html(HtmlBlockBase html, int parent) {
        Block.Place place = place(html, parent);
        boolean comment = html instanceof HtmlCommentBlock || note.startsWith("<!--", place.start());
        boolean closed = !comment || note.indexOf("-->", place.start(), place.end()) >= 0;
        return new Block.Html(place, comment, closed);
    }

    private Block.Span trimmed(int from, int to) {
        int start = from;
        int end = to;
        while (start < end && (note.charAt(start) == ' ' || note.charAt(start) == '\t')) {
            start++;
        }
        while (end > start && Character.isWhitespace(note.charAt(end - 1))) {
            end--;
        }
        return new Block.Span(start, end);
    }
}
