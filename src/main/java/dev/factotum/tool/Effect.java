package dev.factotum.tool;

import java.time.Duration;
import java.util.List;

/** What may be done when the outcome of a call is unknown (reliability.md F6). */
public sealed interface Effect {
    /** Changes nothing: run again. */
    record Read() implements Effect {}

    /** The provider takes our key: the same call again is harmless while the key is younger than {@code validFor}. */
    record Keyed(Duration validFor) implements Effect {}

    /**
     * The provider can be asked whether it happened.
     *
     * @param looks how long after the call to look, one after another
     * @param provesAbsence true where not finding it means it did not happen
     */
    record Verifiable(List<Duration> looks, boolean provesAbsence) implements Effect {
        public Verifiable {
            looks = List.copyOf(looks);
        }
    }

    /** Nobody can tell: a person is asked. */
    record Unverifiable() implements Effect {}
}
