package dev.factotum.rule;

import dev.factotum.plan.Step;
import dev.factotum.problem.ItemCode;
import dev.factotum.problem.Problem;
import dev.factotum.tool.Toolbox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Looks for rules that read well and yet cannot do what they are for. */
final class RuleCheck {
    /** What a matter may be. */
    private static final List<String> KINDS = List.of(
            "email",
            "mention",
            "comment",
            "message",
            "request",
            "statement",
            "file",
            "post",
            "event",
            "plan",
            "question");

    private RuleCheck() {}

    private static List<String> kinds(Condition condition) {
        return switch (condition) {
            case Condition.Kind kind -> kind.kinds().stream().sorted().toList();
            case Condition.All all ->
                all.conditions().stream().flatMap(one -> kinds(one).stream()).toList();
            case Condition.Any any ->
                any.conditions().stream().flatMap(one -> kinds(one).stream()).toList();
            case Condition.Not not -> kinds(not.condition());
            case Condition.Known ignored -> List.of();
            case Condition.Like ignored -> List.of();
            case Condition.Text ignored -> List.of();
            case Condition.Has ignored -> List.of();
            case Condition.Age ignored -> List.of();
        };
    }

    static List<Problem> check(List<RuleReader.Read.Good> rules, Toolbox toolbox) {
        List<Problem> problems = new ArrayList<>();
        List<RuleReader.Read.Good> ordered = rules.stream()
                .sorted(Comparator.comparing(RuleReader.Read.Good::rule, Rule.ORDER))
                .toList();
        for (int i = 0; i < ordered.size(); i++) {
            Rule rule = ordered.get(i).rule();
            Optional<String> clash = Shadow.contradiction(rule.when());
            if (clash.isPresent()) {
                problems.add(dead(rule, clash.get(), "Remove one of the two, or join them under `any:`."));
            }
            for (String kind : kinds(rule.when())) {
                if (!KINDS.contains(kind)) {
                    problems.add(dead(
                            rule,
                            "nothing is of the kind `" + kind + "`",
                            "The kinds are " + String.join(", ", KINDS) + "."));
                }
            }
            for (int j = 0; j < i; j++) {
                Rule before = ordered.get(j).rule();
                if (Shadow.implies(rule.when(), before.when())) {
                    problems.add(dead(
                            rule,
                            "whatever it matches, " + before.file() + " matches first",
                            "Give it a priority above " + before.priority() + ", or narrow the other one."));
                    break;
                }
            }
            for (Step step : ordered.get(i).text().steps()) {
                if (toolbox.find(step.skill()).isEmpty()) {
                    problems.add(new Problem(
                            ItemCode.RULE_INVALID,
                            "A rule uses a skill that does not exist",
                            rule.file() + ":" + step.line(),
                            "there is no `" + step.skill() + "`",
                            "There are "
                                    + String.join(
                                            ", ",
                                            toolbox.all().stream()
                                                    .map(tool -> tool.id().value())
                                                    .toList())
                                    + "."));
                }
            }
        }
        return problems;
    }

    private static Problem dead(Rule rule, String why, String next) {
        return new Problem(ItemCode.RULE_DEAD, "A rule can never fire", rule.file(), why, next);
    }
}
