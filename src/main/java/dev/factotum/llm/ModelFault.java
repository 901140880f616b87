package dev.factotum.llm;

import dev.factotum.problem.Problem;
import java.time.Instant;
import java.util.Optional;

/** Why a call brought no answer (platforms.md 0.1 and 10). Messages hold no secret and no prompt. */
public sealed interface ModelFault {
    String message();

    /** Server errors, an overload, a cut connection, a deadline: a later try may work, and repeating costs only money. */
    record Transient(String message) implements ModelFault {}

    /** @param until when the provider takes calls again */
    record RateLimited(String message, Instant until) implements ModelFault {}

    /** Credits, a spend cap or the plan: no retry heals it. @param until when a cap starts anew, where that is known */
    record Billing(String message, Optional<Instant> until) implements ModelFault {}

    /** The key is missing, wrong or revoked. @param missing why there is none to send, where that is so */
    record Auth(String message, Optional<Problem> missing) implements ModelFault {
        /** A provider did not take it. */
        public Auth(String message) {
            this(message, Optional.empty());
        }
    }

    record Permission(String message) implements ModelFault {}

    /** The request is wrong for this model, as an unknown model name is. */
    record Invalid(String message) implements ModelFault {}

    /** More input than the model takes. */
    record TooLong(String message) implements ModelFault {}

    /** The model or its provider will not say anything on this. */
    record Refused(String message) implements ModelFault {}

    /** An answer that is not what was asked for: cut off at the length, no JSON, another shape. */
    record Unusable(String message) implements ModelFault {}
}
