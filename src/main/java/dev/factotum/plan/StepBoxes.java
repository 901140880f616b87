package dev.factotum.plan;

import dev.factotum.markdown.Escape;
import dev.factotum.markdown.Lines;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes marks, result lines and ids where the steps stand. */
final class StepBoxes {
    private final PlanText text;
    private final Lines lines;
    private final LineEdits edits;

    StepBoxes(PlanText text, LineEdits edits) {
        this.text = text;
        this.lines = text.outline().lines();
        this.edits = edits;
    }

    /** Sets marks and result lines; a step without a box gets one. */
    void set(Map<StepId, Mark> marks, Map<StepId, String> results) {
        for (StepUnit unit : text.units()) {
            Optional<StepId> id = unit.step().flatMap(Step::id);
            if (id.isEmpty()) {
                continue;
            }
            Optional<Mark> mark = Optional.ofNullable(marks.get(id.get()));
            Optional<String> result = Optional.ofNullable(results.get(id.get()));
            if (unit.box().isPresent()) {
                mark.ifPresent(m -> sign(unit.box().get(), m.symbol()));
                result.ifPresent(line -> result(unit.box().get(), line));
            } else if (mark.isPresent() || result.isPresent()) {
                newBox(unit, id.get(), mark.orElse(Mark.OPEN), result);
            }
        }
    }

    void untick() {
        text.decisionBoxes().stream().filter(Box::ticked).forEach(box -> sign(box, ' '));
    }

    /** Gives every step an id, in its fence and behind its box, and a box where it has none. */
    void identify() {
        StepIds free = StepIds.free(text.source(), text.steps());
        for (StepUnit unit : text.units()) {
            if (unit.step().isEmpty()) {
                continue;
            }
            StepId id = unit.step().get().id().orElseGet(free::next);
            int opening = lines.at(unit.fence().start());
            if (StepLines.read(text.source(), lines, unit.fence())
                    .reserved("id")
                    .isEmpty()) {
                edits.insert(opening + 1, List.of(blanks(opening, unit.fence().start()) + "id: " + id));
            }
            if (unit.box().isEmpty()) {
                newBox(unit, id, Mark.OPEN, Optional.empty());
            } else if (unit.box().get().blockId().isEmpty() && !unit.box().get().broken()) {
                int line = unit.box().get().line();
                edits.replace(line, edits.now(line).stripTrailing() + " ^" + id);
            }
        }
    }

    private void sign(Box box, char sign) {
        if (box.sign().isEmpty()) {
            return;
        }
        int at = box.signAt() - lines.start(box.line());
        String now = edits.now(box.line());
        boolean same = sign == 'x' && now.charAt(at) == 'X';
        if (!same) {
            edits.replace(box.line(), now.substring(0, at) + sign + now.substring(at + 1));
        }
    }

    private void result(Box box, String result) {
        String written = blanks(box.line(), box.item().text().start()) + Box.ARROW + " " + CalloutText.oneLine(result);
        if (box.results().isEmpty()) {
            edits.insert(box.last() + 1, List.of(written));
            return;
        }
        edits.replace(box.results().getFirst(), written);
        box.results().stream().skip(1).forEach(line -> edits.remove(line, line));
    }

    private void newBox(StepUnit unit, StepId id, Mark mark, Optional<String> result) {
        int line = lines.at(unit.fence().start());
        String opening = lines.text(line);
        String indent =
                opening.substring(0, opening.length() - opening.stripLeading().length());
        String skill = Escape.line(unit.step().map(Step::skill).orElse(""));
        String box = indent + "- [" + mark.symbol() + "] **" + skill + "** ^" + id;
        edits.insertApart(
                line,
                result.map(text -> List.of(box, indent + "  " + Box.ARROW + " " + CalloutText.oneLine(text)))
                        .orElse(List.of(box)));
    }

    /** As wide as the part of a line before an offset, with its tabs. */
    private String blanks(int line, int to) {
        int start = lines.start(line);
        StringBuilder blanks = new StringBuilder();
        for (int i = start; i < to; i++) {
            char c = text.source().charAt(i);
            if (c != '\uFEFF') {
                blanks.append(c == '\t' ? '\t' : ' ');
            }
        }
        return blanks.toString();
    }
}
