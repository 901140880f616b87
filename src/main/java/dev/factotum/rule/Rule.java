package dev.factotum.rule;

import java.util.Comparator;

/**
 * One file of Rules/.
 *
 * @param name the file's name without {@code .md}
 * @param file as people find it: {@code Rules/NAME.md}
 * @param priority 0 where none is given
 */
record Rule(String name, String file, int priority, Condition.All when, Then then) {
    /** Which of two matching rules wins: the higher priority, then the one that asks more, then the name. */
    static final Comparator<Rule> ORDER = Comparator.<Rule>comparingInt(rule -> -rule.priority())
            .thenComparingInt(rule -> -rule.when().size())
            .thenComparing(Rule::name);

    /** What follows. */
    sealed interface Then {
        /** The matter is closed without a step. @param why for the record */
        record Complete(Leaf why) implements Then {}

        record Propose(Template template) implements Then {}
    }
}
