package dev.factotum.llm;

import dev.factotum.problem.Problem;
import java.io.IOException;
import java.util.List;

/**
 * What asks models, as the rest of the program sees it: budgets, retries, fallback, breakers, the cache and the usage line
 * are behind it. Thread-safe.
 */
public interface Model {
    /** @param wanted in the order they are tried; where it is empty nothing can be asked */
    Outcome ask(List<ModelName> wanted, Prompt prompt) throws IOException, InterruptedException;

    /**
     * What was answered for a matter stands durably where it belongs. Until then the same question is answered with the
     * same answer, so that what a dead process paid for is not paid again; from then on it is asked anew.
     */
    void used(String matter) throws IOException;

    /** What came of asking. */
    sealed interface Outcome {
        /**
         * @param by the model that answered
         * @param switched models that were tried or passed over before it, each with why, for the audit log
         * @param cached true where an identical question had been answered before, and nothing was paid
         */
        record Answered(Reply.Answer answer, ModelName by, List<Switch> switched, boolean cached) implements Outcome {
            public Answered {
                switched = List.copyOf(switched);
            }
        }

        /** Nothing was answered. */
        sealed interface Silence extends Outcome {}

        /** No model answered; the matter is left to rules and people in this cycle. */
        record Unanswered(List<Switch> tried) implements Silence {
            public Unanswered {
                tried = List.copyOf(tried);
            }
        }

        /**
         * A budget is used up.
         *
         * @param problem which one, how much of it, and when it starts anew
         * @param tried models that were tried or passed over all the same
         */
        record OverBudget(Problem problem, List<Switch> tried) implements Silence {
            public OverBudget {
                tried = List.copyOf(tried);
            }
        }
    }

    /** A model that did not answer, and why. */
    record Switch(ModelName model, ModelFault fault) {}
}
