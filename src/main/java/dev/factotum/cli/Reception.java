package dev.factotum.cli;

import dev.factotum.engine.Adopter;
import dev.factotum.intake.Intake;
import dev.factotum.intake.IntakeOutcome;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Readiness;
import dev.factotum.vault.Readiness.Settle;
import dev.factotum.vault.Readiness.Verdict;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The intake as the engine sees it: notes in pipeline folders become matters once nobody writes them any more. */
final class Reception implements Adopter {
    /** How long {@code run --now} watches a young file. */
    static final Duration GLANCE = Duration.ofMillis(1500);

    private final Vault vault;
    private final Intake intake;
    private final Readiness patient;
    private final Readiness eager = new Readiness(new Settle(GLANCE, GLANCE));
    private volatile boolean hurried;

    Reception(Vault vault, Intake intake, Readiness patient) {
        this.vault = vault;
        this.intake = intake;
        this.patient = patient;
    }

    Intake intake() {
        return intake;
    }

    /** From now on what did not change for 1.5 s counts as finished, however young it is. */
    void hurry() {
        hurried = true;
    }

    /** Takes in what lies in the intake folders. */
    List<IntakeOutcome> pass() throws IOException {
        return intake.pass(hurried);
    }

    /** Files that change without end. */
    List<Path> waitingFor(Duration atLeast) {
        return patient.waitingFor(atLeast, vault.world().clock().instant());
    }

    @Override
    public Adopted adopt(Seen seen) throws IOException {
        Instant now = vault.world().clock().instant();
        if ((hurried ? eager : patient).look(seen, now) instanceof Verdict.NotYet(Instant until)) {
            return new Adopted.NotReady(until);
        }
        return switch (intake.adopt(seen)) {
            case IntakeOutcome.Taken(MatterId id, Path ignored) -> new Adopted.Taken(id);
            case IntakeOutcome.Duplicate ignored -> new Adopted.Gone();
            case IntakeOutcome.NotReady(String ignored, Instant until) -> new Adopted.NotReady(until);
            case IntakeOutcome.Failed(var problem) -> new Adopted.Refused(problem);
        };
    }
}
