package dev.factotum.intake;

import dev.factotum.tool.Conversation;
import dev.factotum.vault.Digest;
import dev.factotum.vault.Ledger;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Trust;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What intake writes into a matter's ledger, each at most once whatever was written before a crash. */
final class Births {
    private static final String BY = "intake";

    private final Vault vault;

    Births(Vault vault) {
        this.vault = vault;
    }

    Optional<LedgerEntry.Born> born(MatterId id) throws IOException {
        for (LedgerEntry entry : vault.ledgers().of(id).entries()) {
            if (entry instanceof LedgerEntry.Born born) {
                return Optional.of(born);
            }
        }
        return Optional.empty();
    }

    boolean placed(MatterId id) throws IOException {
        return vault.ledgers().of(id).entries().stream().anyMatch(LedgerEntry.Placed.class::isInstance);
    }

    /** True where this id is a matter already, open or at rest. */
    boolean known(MatterId id) throws IOException {
        return placed(id) || vault.ledgers().closed(id).isPresent();
    }

    /** @param origin folder and name the source had when it came */
    void born(
            MatterId id,
            String name,
            String origin,
            Reading reading,
            Conversation conversation,
            Optional<Digest> source,
            Optional<MatterId> duplicateOf)
            throws IOException {
        Instant now = vault.world().clock().instant();
        vault.ledgers()
                .of(id)
                .appendAll(List.of(
                        new LedgerEntry.Born(
                                now,
                                name,
                                reading.kind(),
                                reading.own() ? Trust.OWN : Trust.UNTRUSTED,
                                origin,
                                source,
                                conversation.messageId(),
                                duplicateOf,
                                Optional.empty()),
                        new LedgerEntry.Noted(now, "source", BY, origin, conversation.toMap())));
    }

    /** Where the note stands now; a duplicate is at rest from the start. */
    void placed(MatterId id, Path file, Stage stage, String by, Optional<MatterId> duplicateOf) throws IOException {
        Ledger ledger = vault.ledgers().of(id);
        List<LedgerEntry> entries = ledger.entries();
        Instant now = vault.world().clock().instant();
        if (entries.stream().noneMatch(LedgerEntry.Placed.class::isInstance)) {
            ledger.append(new LedgerEntry.Placed(now, stage, String.valueOf(file.getFileName()), by));
        }
        if (duplicateOf.isPresent() && entries.stream().noneMatch(LedgerEntry.Closed.class::isInstance)) {
            ledger.append(new LedgerEntry.Closed(now, "duplicate", BY, duplicateOf.get().value()));
        }
    }

    /** The name, without {@code .md}, under which a matter was seen last. */
    static Optional<String> name(List<LedgerEntry> entries) {
        Optional<String> name = Optional.empty();
        for (LedgerEntry entry : entries) {
            if (entry instanceof LedgerEntry.Born born) {
                name = Optional.of(born.name());
            } else if (entry instanceof LedgerEntry.Placed placed) {
                name = Optional.of(placed.name());
            }
        }
        return name.map(FileReader::stem);
    }
}
