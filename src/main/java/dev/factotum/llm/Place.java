package dev.factotum.llm;

import dev.factotum.problem.Problem;
import java.time.Duration;
import java.util.Optional;

/** What came of asking for room for one call. */
sealed interface Place {
    /** @param delay how long to wait before the call is made */
    record Taken(Reservation reservation, Endpoint endpoint, Duration delay) implements Place {}

    /** A budget leaves no room. */
    record Refused(Problem problem) implements Place {}

    /** Every endpoint of the model is closed. */
    record Closed(ModelFault fault) implements Place {}

    /** There will be room. @param budget the one that calls under way may use up */
    record Later(Duration delay, Optional<Problem> budget) implements Place {}
}
