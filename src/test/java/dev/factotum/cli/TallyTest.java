package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factotum.intake.IntakeOutcome;
import dev.factotum.problem.DiskCode;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static Tally refused() {
        Tally tally = new Tally();
        tally.add(List.of(new IntakeOutcome.Failed(new Problem(
                DiskCode.FULL,
                "It could not be taken in",
                "Inbox/mail.eml",
                "No space left on device",
                "Make room."))));
        return tally;
    }

    @Test
    void whatTheDiskRefusedOnceAndTookInTheLastRoundIsNoFailure() {
        assertEquals(ExitCode.DONE, Tally.worst(List.of(refused(), new Tally())));
        assertEquals(ExitCode.DISK, Tally.worst(List.of(new Tally(), refused())));
    }
}
