package dev.factotum.cli;

import dev.factotum.plan.Mark;
import dev.factotum.plan.PlanEdit;
import dev.factotum.plan.Step;
import dev.factotum.vault.SafeFiles;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Changes that a person makes to a matter's file through the terminal: as safe as their editor, and as little recorded. */
final class OwnEdit {
    private final Vault vault;

    OwnEdit(Vault vault) {
        this.vault = vault;
    }

    /** Turns a step from one that will run into one left out, or back; answers why not where it cannot. */
    Optional<String> toggle(Matter matter, int index) throws IOException {
        if (index >= matter.text().steps().size()) {
            return Optional.of("There is no step " + (index + 1) + ".");
        }
        Step step = matter.text().steps().get(index);
        if (step.id().isEmpty()) {
            return Optional.of("Step " + (index + 1) + " has no id yet; agent run gives it one.");
        }
        Mark mark = switch (step.mark()) {
            case OPEN, FAILED -> Mark.SKIPPED;
            case SKIPPED -> Mark.OPEN;
            case DONE -> Mark.DONE;
        };
        if (mark == step.mark()) {
            return Optional.of("Step " + (index + 1) + " is done; it does not run again.");
        }
        String fresh = new PlanEdit(matter.text()).mark(step.id().get(), mark).apply();
        return save(matter, fresh) ? Optional.empty() : Optional.of("The file changed meanwhile; look again.");
    }

    /** Puts a new text in the place of the one that was read; false where the file changed or moved since. */
    boolean save(Matter matter, String fresh) throws IOException {
        byte[] read = matter.text().source().getBytes(StandardCharsets.UTF_8);
        byte[] next = fresh.getBytes(StandardCharsets.UTF_8);
        return vault.files().replace(matter.seen().path(), read, next) == SafeFiles.Replaced.DONE;
    }
}
