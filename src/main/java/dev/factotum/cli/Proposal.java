package dev.factotum.cli;

import dev.factotum.vault.LedgerEntry.Proposed;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A plan as it was proposed, before anybody touched it. */
record Proposal(int rev, String text) {
    /** The last one that is kept. */
    static Optional<Proposal> last(Vault vault, Matter matter) throws IOException {
        Optional<MatterId> id = matter.seen().id();
        for (var entry : matter.history().entries().reversed()) {
            if (id.isPresent() && entry instanceof Proposed proposed) {
                Path file = vault.hidden().resolve("proposed").resolve(id.get() + "-r" + proposed.rev() + ".md");
                try {
                    byte[] bytes = vault.world().disk().read(file, Matter.LIMIT);
                    return Optional.of(new Proposal(proposed.rev(), new String(bytes, StandardCharsets.UTF_8)));
                } catch (NoSuchFileException notKept) {
                    continue;
                }
            }
        }
        return Optional.empty();
    }
}
