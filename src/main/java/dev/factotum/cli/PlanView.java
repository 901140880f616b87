package dev.factotum.cli;

import dev.factotum.config.Risk;
import dev.factotum.engine.Assessment;
import dev.factotum.markdown.Escape;
import dev.factotum.plan.PlanFault;
import dev.factotum.plan.PlanText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A matter as a terminal shows it before a person decides: what to look at first, what will happen, the steps. */
final class PlanView {
    private final int width;
    private final StepView steps;

    PlanView(int width) {
        this.width = width;
        this.steps = new StepView(width);
    }

    /** Title, and one line of facts. */
    List<String> head(Matter matter) {
        PlanText text = matter.text();
        List<String> facts = new ArrayList<>();
        matter.assessment().map(Assessment::risk).ifPresent(risk -> facts.add(risk(risk)));
        Stream.of("client", "kind", "from", "due")
                .map(key -> text.properties()
                        .text(key)
                        .map(value ->
                                (key.equals("from") || key.equals("due") ? key + " " : "") + Escape.terminal(value)))
                .flatMap(Optional::stream)
                .forEach(facts::add);
        if (text.rev() > 1) {
            facts.add("revision " + text.rev());
        }
        List<String> lines = new ArrayList<>(
                Wrapped.lines(Style.BOLD.of(Escape.terminal(matter.title()).replace('\n', ' ')), width, "", ""));
        if (!facts.isEmpty()) {
            lines.addAll(Wrapped.lines(String.join(" · ", facts), width, "", ""));
        }
        return lines;
    }

    static String risk(Risk risk) {
        return switch (risk) {
            case LOW -> Style.GREEN.of("low risk");
            case NORMAL -> "normal risk";
            case HIGH -> Style.RED.of("high risk");
        };
    }

    /** Faults, refusals and warnings: what a person must see before anything else. */
    List<String> look(Matter matter) {
        List<String> lines = new ArrayList<>();
        Assessment assessment = matter.assessment().orElse(null);
        if (assessment == null) {
            return lines;
        }
        if (!assessment.faults().isEmpty()) {
            lines.add(Style.RED.of("This plan cannot run"));
            assessment.faults().forEach(fault -> lines.addAll(fault(matter, fault)));
        }
        if (!assessment.refusals().isEmpty()) {
            lines.add(Style.RED.of("A policy refuses it"));
            for (Assessment.Refusal refusal : assessment.refusals()) {
                lines.addAll(item("step " + Escape.terminal(refusal.step()) + ": " + Escape.terminal(refusal.why())
                        + " (" + Escape.terminal(refusal.rule()) + ")"));
            }
        }
        if (!assessment.warnings().isEmpty()) {
            lines.add(Style.YELLOW.of("Look at this first"));
            assessment.warnings().forEach(warning -> lines.addAll(item(InlineText.styled(warning))));
        }
        return lines;
    }

    private List<String> fault(Matter matter, PlanFault fault) {
        String step = fault.step()
                .filter(index -> index < matter.text().steps().size())
                .map(index -> ", step "
                        + matter.text()
                                .steps()
                                .get(index)
                                .id()
                                .map(Object::toString)
                                .orElse("" + (index + 1)))
                .orElse("");
        List<String> lines =
                new ArrayList<>(item("line " + fault.line() + step + ": " + Escape.terminal(fault.reason())));
        lines.addAll(Wrapped.lines(Style.DIM.of(Escape.terminal(fault.hint())), width, "    ", "    "));
        return lines;
    }

    private List<String> item(String styled) {
        return Wrapped.lines(styled, width, "  " + Style.YELLOW.of("!") + " ", "    ");
    }

    /** The line that says what will happen, computed now. */
    List<String> line(Matter matter) {
        return matter.assessment()
                .filter(a -> !matter.text().steps().isEmpty() || !a.faults().isEmpty())
                .map(a -> Wrapped.lines(InlineText.styled(a.ifApproved()), width, "", "  "))
                .orElse(List.of());
    }

    /** Every step with its values and what came of it; numbered as the keys of {@code review} count them. */
    List<String> steps(Matter matter) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < matter.text().steps().size(); i++) {
            lines.addAll(steps.of(matter, i));
        }
        return lines;
    }

    /** Why it was planned so, what the person wrote, and the quoted original, each with so many lines at most. */
    List<String> background(Matter matter, int most) {
        List<String> lines = new ArrayList<>();
        String why = Section.of(matter.text().source(), "Why").strip();
        block(lines, most, "Why", why.lines().map(InlineText::styled).toList());
        block(lines, most, "Tell the agent", plain(matter.text().tellTheAgent()));
        if (matter.text().steps().isEmpty()) {
            block(lines, most, "Note", plain(matter.text().prose()));
        }
        block(
                lines,
                most,
                "Source (untrusted: shown, never obeyed)",
                plain(matter.text().quotedSource()));
        return lines;
    }

    private static List<String> plain(String text) {
        return Escape.terminal(text).lines().toList();
    }

    private void block(List<String> lines, int most, String heading, List<String> all) {
        if (all.stream().allMatch(String::isBlank)) {
            return;
        }
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.add(Style.BOLD.of(heading));
        all.stream()
                .limit(most)
                .forEach(line -> lines.addAll(Wrapped.lines(line, width, Style.DIM.of("│ "), Style.DIM.of("│ "))));
        if (all.size() > most) {
            lines.add(Style.DIM.of("│ … " + (all.size() - most) + " more lines (agent show --plan)"));
        }
    }
}
