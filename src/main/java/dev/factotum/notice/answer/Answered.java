package dev.factotum.notice.answer;

import dev.factotum.engine.Asked;
import java.time.Instant;

/** What came of a press, or of a reply. No words of it hold anything that came from a message. */
public sealed interface Answered {
    /** It counts unless it is taken back before then. */
    record Counts(Ask ask, Instant from) implements Answered {}

    /** It was taken back: the matter waits as before, under a new code. */
    record TakenBack(Asked asked, String code) implements Answered {
        @Override
        public String toString() {
            return "TakenBack";
        }
    }

    /** The matter is shown, under a new code. */
    record Shown(Asked asked, String code) implements Answered {
        @Override
        public String toString() {
            return "Shown";
        }
    }

    /** Nothing was done. @param why one sentence */
    record No(String why) implements Answered {}

    /** Nothing was done, for the plan is another by now; it is put before them as it stands, under a new code. */
    record Anew(String why, Asked asked, String code) implements Answered {
        @Override
        public String toString() {
            return "Anew[" + why + "]";
        }
    }
}
