package dev.factotum.cli;

import dev.factotum.audit.AuditLog;
import dev.factotum.vault.Sweep;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What doctor may put right by itself: nothing that a person wrote is touched. */
final class Mending {
    private final Session session;
    private final Vault vault;

    Mending(Session session, Vault vault) {
        this.session = session;
        this.vault = vault;
    }

    List<Check> mend() throws IOException {
        List<String> done = new ArrayList<>();
        List<Path> open = GroundChecks.openToOthers(vault);
        for (Path path : open) {
            vault.world().disk().restrict(path);
        }
        if (!open.isEmpty()) {
            done.add("closed " + open.size() + " to others");
        }
        if (!vault.reserve().present()) {
            vault.reserve().ensure();
            if (vault.reserve().present()) {
                done.add("made the reserve again");
            }
        }
        if (vault.executor().here()) {
            Sweep.Swept swept = vault.sweep();
            int count = swept.deleted()
                    + swept.givenBack().size()
                    + swept.published().size();
            if (count > 0) {
                done.add("put " + count + " left-over temporary files right");
            }
            swept.published().forEach(file -> done.add("found a save of yours, now in " + file.getFileName()));
            try (AuditLog audit = new AuditLog(vault, Zone.of(session, vault))) {
                audit.recover();
            }
        }
        return List.of(Check.ok("mended", done.isEmpty() ? "nothing needed mending" : String.join("; ", done)));
    }
}
