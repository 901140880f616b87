package dev.factotum.plan;

import dev.factotum.markdown.Block;
import dev.factotum.markdown.Escape;
import dev.factotum.markdown.Lines;
import dev.factotum.markdown.Outline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the header of a plan: each part where it stood, a new one behind the part before it, all below the title. */
final class HeaderEdit {
    /** Markdown's way to part a list from what follows; no reader shows it. */
    private static final String END_OF_LIST = "<!-- -->";

    private final PlanText text;
    private final Lines lines;
    private final LineEdits edits;
    private final OwnedLines owned;
    private final List<OwnedLines.Run> runs;

    private HeaderEdit(PlanText text) {
        this.text = text;
        this.lines = text.outline().lines();
        this.edits = new LineEdits(text);
        this.owned = OwnedLines.of(text);
        this.runs = owned.runs();
    }

    static String apply(PlanText text, Header header) {
        return new HeaderEdit(text).apply(header);
    }

    /** Ends the list of boxes, so that indented lines below it are what they would be without it. */
    static String closed(PlanText text) {
        HeaderEdit edit = new HeaderEdit(text);
        edit.runs.stream()
                .filter(run -> run.part() == OwnedLines.Part.BOXES)
                .forEach(run -> edit.edits.insertApart(run.last() + 1, List.of(END_OF_LIST)));
        return edit.edits.apply();
    }

    private String apply(Header header) {
        int top = lines.at(text.properties().end());
        Optional<Block.Heading> title = text.sections().title();
        int cursor =
                title.map(Block.Heading::end).map(end -> lines.at(end - 1) + 1).orElse(top);
        if (title.isEmpty()) {
            edits.insertApart(top, List.of("# " + Escape.line(text.title())));
        }
        for (OwnedLines.Part part : OwnedLines.Part.values()) {
            boolean aboveAll =
                    part == OwnedLines.Part.STATUS && text.properties().fault().isPresent();
            cursor = Math.max(cursor, place(part, wanted(part, header), aboveAll ? top : cursor));
        }
        return edits.apply();
    }

    /** Answers the line behind the part, or the given one where it has no place yet. */
    private int place(OwnedLines.Part part, List<String> wanted, int cursor) {
        List<OwnedLines.Run> own =
                runs.stream().filter(run -> run.part() == part).toList();
        if (own.isEmpty()) {
            if (!wanted.isEmpty()) {
                boolean callout = part == OwnedLines.Part.STATUS || part == OwnedLines.Part.WARNINGS;
                edits.insertApart(visible(callout ? Math.min(cursor, owned.lastForCallouts()) : cursor), wanted);
            }
            return cursor;
        }
        boolean same = own.size() == 1 && written(own.getFirst()).equals(wanted);
        if (!same) {
            own.forEach(run -> edits.remove(run.first(), run.last()));
            if (!wanted.isEmpty()) {
                edits.insertApart(own.getFirst().first(), wanted);
            }
        }
        return own.getFirst().last() + 1;
    }

    /** The line itself, or the nearest one that no comment hides. */
    private int visible(int line) {
        int at = line;
        for (Outline.Comment comment : text.outline().comments()) {
            boolean hides = at < lines.count()
                    && comment.start() < lines.start(at)
                    && (comment.end() > lines.start(at) || !comment.closed());
            if (hides) {
                at = comment.closed() ? lines.at(comment.end() - 1) + 1 : lines.at(comment.start());
            }
        }
        return at;
    }

    private List<String> written(OwnedLines.Run run) {
        List<String> written = new ArrayList<>();
        for (int line = run.first(); line <= run.last(); line++) {
            written.add(lines.text(line));
        }
        return written;
    }

    private List<String> wanted(OwnedLines.Part part, Header header) {
        return switch (part) {
            case STATUS -> callouts(header.status());
            case LINE ->
                header.ifApproved().map(CalloutText::oneLine).map(List::of).orElse(List.of());
            case WARNINGS -> callouts(header.warnings());
            case BOXES -> boxes(header);
        };
    }

    private static List<String> callouts(List<Callout> callouts) {
        List<String> written = new ArrayList<>();
        for (Callout callout : callouts) {
            if (!written.isEmpty()) {
                written.add("");
            }
            written.addAll(CalloutText.lines(callout));
        }
        return written;
    }

    /** A box that says the same under the same id keeps its tick. */
    private List<String> boxes(Header header) {
        Map<String, Box> before = new HashMap<>();
        text.decisionBoxes().forEach(box -> box.blockId().ifPresent(id -> before.put(id, box)));
        List<String> written = new ArrayList<>();
        for (int i = 0; i < header.remember().size(); i++) {
            written.add(box(before, header.remember().get(i), "remember-" + (i + 1)));
        }
        for (Header.Answer answer : header.answers()) {
            written.add(box(before, answer.arrived(), "arrived-" + answer.step()));
            written.add(box(before, answer.again(), "again-" + answer.step()));
        }
        header.decisions().ifPresent(rev -> {
            written.add(box(before, "**Approve**", "approve-r" + rev));
            written.add(box(before, "Reject", "reject-r" + rev));
            written.add(box(before, "Ask for changes (write under *Tell the agent*)", "revise-r" + rev));
        });
        return written;
    }

    private static String box(Map<String, Box> before, String words, String id) {
        String line = CalloutText.oneLine(words).strip();
        Optional<Box> same =
                Optional.ofNullable(before.get(id)).filter(box -> box.words().equals(line));
        char sign = same.filter(Box::ticked).flatMap(Box::sign).orElse(' ');
        return "- [" + sign + "] " + line + " ^" + id;
    }
}
