package dev.factotum.cli;

import dev.factotum.engine.Demotions;
import dev.factotum.markdown.Escape;
import dev.factotum.plan.Step;
import dev.factotum.rule.RuleBook;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All that {@code show} tells a person about one matter. */
final class MatterView {
    private static final int MOST_QUOTED = 40;

    private final Workplace workplace;
    private final PlanView plan;
    private final int width;
    private final When when;
    private final boolean everyRule;

    /** @param everyRule also tells of the rules that did not fire; else only where none did */
    MatterView(Workplace workplace, int width, boolean everyRule) {
        this.everyRule = everyRule;
        this.workplace = workplace;
        this.plan = new PlanView(width);
        this.width = width;
        Instant now = workplace.vault().world().clock().instant();
        this.when = new When(workplace.settings().zone(), now);
    }

    List<String> of(Matter matter) throws IOException {
        List<List<String>> parts = List.of(
                head(matter),
                plan.look(matter),
                plan.line(matter),
                plan.steps(matter),
                plan.background(matter, MOST_QUOTED),
                rules(matter),
                stopped(matter),
                history(matter),
                next(matter));
        List<String> lines = new ArrayList<>();
        for (List<String> part : parts) {
            if (!part.isEmpty() && !lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(part);
        }
        return lines;
    }

    private List<String> head(Matter matter) {
        List<String> lines = new ArrayList<>(plan.head(matter));
        Standing standing =
                Standing.of(matter, when, workplace.settings().approval().expires());
        lines.addAll(Wrapped.lines(Style.CYAN.of(standing.state()), width, "", "  "));
        standing.why().forEach(why -> lines.addAll(Wrapped.lines(why, width, "  ", "  ")));
        String id = matter.seen().id().map(i -> " · " + i).orElse("");
        lines.add(Style.DIM.of(Escape.terminal(matter.file()).replace('\n', ' ') + id));
        return lines;
    }

    private List<String> rules(Matter matter) throws IOException {
        List<String> lines = new ArrayList<>();
        matter.planner()
                .ifPresent(planner ->
                        lines.add(Style.BOLD.of("Planned by") + " " + Escape.terminal(LedgerWords.planner(planner))));
        String planner = matter.planner().orElse("");
        for (RuleBook.Explanation rule : new Rules(workplace).of(matter)) {
            boolean planned = planner.equals("rule:" + rule.rule());
            if (planned || everyRule || planner.equals("none")) {
                String mark = planned ? Style.GREEN.of("✓") : Style.DIM.of("·");
                lines.addAll(Wrapped.lines(
                        Escape.terminal(rule.rule()) + ": " + Escape.terminal(why(rule, planned)),
                        width,
                        "  " + mark + " ",
                        "    "));
            }
        }
        return lines;
    }

    /** Rules are asked about the matter as it reads now; it may have read otherwise when it was planned. */
    private static String why(RuleBook.Explanation rule, boolean planned) {
        if (planned && !rule.fired()) {
            return "it applied when this was planned; as the note reads now, " + rule.why();
        }
        return !planned && rule.fired() ? "it would apply now: " + rule.why() : rule.why();
    }

    /** Why a plan that would once have approved itself waits. */
    private List<String> stopped(Matter matter) throws IOException {
        if (matter.seen().stage() != Stage.PENDING_APPROVAL) {
            return List.of();
        }
        List<String> skills = matter.text().steps().stream().map(Step::skill).toList();
        List<String> lines = new ArrayList<>();
        for (Demotions.Stopped one : Demotions.all(workplace.vault(), workplace.settings())) {
            if (one.concerns(matter.planner().orElse(""), skills)) {
                String at = one.at().map(t -> " on " + when.at(t)).orElse("");
                lines.addAll(Wrapped.lines(Escape.terminal(words(one, at)), width, "", "  "));
            }
        }
        return lines;
    }

    /** @param at with a blank before it; may be empty */
    static String words(Demotions.Stopped one, String at) {
        return "The rule " + one.auto().rule() + " no longer approves "
                + one.auto().skill()
                + " by itself: it was stopped" + at + (one.why().isEmpty() ? "" : ", for " + one.why())
                + ". A later `since:` on its line in agent.yaml starts it again.";
    }

    private List<String> history(Matter matter) {
        List<String> lines = new ArrayList<>();
        for (LedgerEntry entry : matter.history().entries()) {
            LedgerWords.of(entry, when).ifPresent(words -> {
                String at = "%-16s".formatted(when.at(entry.t()));
                lines.addAll(Wrapped.lines(words, width, "  " + Style.DIM.of(at) + " ", " ".repeat(19)));
            });
        }
        if (!lines.isEmpty()) {
            lines.addFirst(Style.BOLD.of("History"));
        }
        return lines;
    }

    private List<String> next(Matter matter) throws IOException {
        List<String> next = NextStep.of(workplace, matter);
        List<String> lines = new ArrayList<>();
        for (String one : next) {
            lines.add((lines.isEmpty() ? Style.BOLD.of("Next") : "    ") + "  " + Escape.terminal(one));
        }
        return lines;
    }
}
