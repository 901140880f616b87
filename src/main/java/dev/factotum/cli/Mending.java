package dev.factotum.cli;

import dev.factotum.audit.AuditLog;
import dev.factotum.vault.SafeFiles;
import dev.factotum.vault.Sweep;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What doctor may put right by itself: nothing that a person wrote is touched. */
final class Mending {
    private static final long LARGEST = 1 << 20;

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
        for (Path folder : vault.missing()) {
            if (LayoutChecks.stoodIn(vault, folder) == 0) {
                vault.files().folder(folder);
                if (folder.startsWith(vault.hidden())) {
                    vault.world().disk().restrict(folder);
                }
                done.add("made " + vault.root().relativize(folder) + " again");
            }
        }
        SyncChecks sync = new SyncChecks(vault);
        for (String file : sync.ignoreFiles()) {
            List<String> lines = sync.missingFrom(file);
            if (!lines.isEmpty() && added(vault.root().resolve(file), lines)) {
                done.add("added " + String.join(" ", lines) + " to " + file);
            }
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
                done.add("put " + count + (count == 1 ? " left-over temporary file" : " left-over temporary files")
                        + " right");
            }
            swept.published().forEach(file -> done.add("found a save of yours, now in " + file.getFileName()));
            try (AuditLog audit = new AuditLog(vault, Zone.of(session, vault))) {
                audit.recover();
            }
        }
        if (done.isEmpty()) {
            return List.of(Check.ok("mended", "nothing needed mending"));
        }
        return done.stream().map(words -> Check.ok("mended", words)).toList();
    }

    /** Behind what stands there; false where somebody writes it at the same time. */
    private boolean added(Path file, List<String> lines) throws IOException {
        String fresh = String.join("\n", lines) + "\n";
        try {
            byte[] read = vault.world().disk().read(file, LARGEST);
            String gap = read.length == 0 || read[read.length - 1] == '\n' ? "" : "\n";
            byte[] more = (gap + fresh).getBytes(StandardCharsets.UTF_8);
            byte[] whole = Arrays.copyOf(read, read.length + more.length);
            System.arraycopy(more, 0, whole, read.length, more.length);
            return vault.files().replace(file, read, whole) == SafeFiles.Replaced.DONE;
        } catch (NoSuchFileException none) {
            vault.files().publish(file, fresh.getBytes(StandardCharsets.UTF_8));
            return true;
        }
    }
}
