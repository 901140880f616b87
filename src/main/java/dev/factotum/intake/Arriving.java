package dev.factotum.intake;

import dev.factotum.problem.ItemCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.tool.Watcher.Arrival;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Optional;

/** Takes in what a watcher brings, under an id that was chosen before: the same item is one matter, however often it comes. */
final class Arriving {
    private final Vault vault;
    private final Journal journal;
    private final ForeignIntake foreign;

    Arriving(Vault vault, Journal journal, ForeignIntake foreign) {
        this.vault = vault;
        this.journal = journal;
        this.foreign = foreign;
    }

    IntakeOutcome take(MatterId id, Arrival item) throws IOException {
        String name = item.file();
        Journal.Entry entry = new Journal.Entry(id, "", name, Optional.empty(), Optional.empty(), item.account());
        try (Claim job = vault.claims().claim(entry.job()).orElse(null);
                Claim matter = vault.claims().claim(id).orElse(null)) {
            if (job == null || matter == null) {
                throw busy(name);
            }
            Path original = new KeptFiles(vault, id).original(name);
            if (new Births(vault).known(id)) {
                return new IntakeOutcome.Taken(id, original);
            }
            boolean resumed = journal.find(id).isPresent();
            if (!resumed) {
                journal.open(entry);
            }
            try {
                vault.files().publish(original, item.content());
            } catch (FileAlreadyExistsException before) {
                resumed = true;
            }
            return foreign.take(entry, resumed).orElseThrow(() -> busy(name));
        }
    }

    private static ProblemException busy(String name) {
        return new ProblemException(new Problem(
                ItemCode.NOT_TAKEN,
                "It could not be taken in now",
                name,
                "another process is at it",
                "It is taken in with the next look."));
    }
}
