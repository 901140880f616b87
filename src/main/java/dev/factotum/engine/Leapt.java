package dev.factotum.engine;

import dev.factotum.problem.Problem;
import dev.factotum.problem.VaultCode;
import java.time.Duration;
import java.util.Optional;

/** What is said of a wall clock that nothing may be started by yet. */
final class Leapt {
    private Leapt() {}

    /** The same as a turn with a matter, which is left as it is. */
    static Optional<Turn> turn(EngineParts parts) {
        return check(parts).map(Turn.Refused::new);
    }

    /** Takes a reading of the clock; a time that was read before it is good where this is empty. */
    static Optional<Problem> check(EngineParts parts) {
        Duration distrust = parts.leaps().distrust();
        return distrust.isZero()
                ? Optional.empty()
                : Optional.of(new Problem(
                        VaultCode.CLOCK_LEAPT,
                        VaultCode.CLOCK_LEAPT.meaning(),
                        parts.vault().root().toString(),
                        "the time of day went on by more than an hour more, or less, than the time that passed",
                        VaultCode.CLOCK_LEAPT.remedy()));
    }
}
