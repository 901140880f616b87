package dev.factotum.engine;

import java.time.Instant;

/** What one turn with a matter came to. */
public sealed interface Turn {
    /** Nothing to do now. @param due when to look again, {@link Instant#MAX} for only when something changes */
    record Rests(Instant due) implements Turn {}

    /** A plan, or the question for one, stands in the tray. */
    record Planned() implements Turn {}

    /** Everything approved ran. */
    record Executed() implements Turn {}

    /** It is at rest without a run: rejected, closed by a rule, done by hand, dropped. */
    record Ended(String how) implements Turn {}

    /** It went back to the tray. @param failed true where a step failed */
    record ToTray(String why, boolean failed) implements Turn {}

    /** It waits in Approved. */
    record Waits(Instant until, String why) implements Turn {}

    /** A person was faster, or the file moved: look again at once. */
    record Again() implements Turn {}

    /** The file cannot become a matter. */
    record Refused(dev.factotum.problem.Problem problem) implements Turn {}

    /** Another process or thread has it. */
    record Busy() implements Turn {}
}
