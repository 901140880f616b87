package dev.factotum.engine;

import java.time.Instant;

/** The one thing that lets a plan run: a person's word, or a policy rule that a person wrote. */
public sealed interface Approval {
    Instant at();

    /** Who stands behind it, as the ledger names them. */
    String by();

    /** The gesture or the rule, as the ledger names it. */
    String via();

    record ByPerson(Instant at, String by, Gesture gesture) implements Approval {
        @Override
        public String via() {
            return gesture.word();
        }
    }

    /** @param rule the name of the rule in {@code approval.auto} */
    record ByPolicy(Instant at, String rule) implements Approval {
        @Override
        public String by() {
            return "policy";
        }

        @Override
        public String via() {
            return "rule:" + rule;
        }
    }
}
