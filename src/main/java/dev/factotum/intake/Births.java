package dev.factotum.intake;

import dev.factotum.tool.Conversation;
import dev.factotum.vault.Digest;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What intake writes into a matter's ledger. */
final class Births {
    private static final String BY = "intake";

    private final Vault vault;

    Births(Vault vault) {
        this.vault = vault;
    }

    /**
     * All that is known when a matter begins.
     *
     * @param file its note, where it stands or will stand
     * @param origin folder and name the source had when it came
     */
    record Birth(
            MatterId id,
            Path file,
            Stage stage,
            String origin,
            Reading reading,
            Conversation conversation,
            Digest source,
            Optional<MatterId> duplicateOf) {
        String name() {
            return String.valueOf(file.getFileName());
        }
    }

    Optional<LedgerEntry.Born> born(MatterId id) throws IOException {
        return vault.ledgers().of(id).entries().stream()
                .filter(LedgerEntry.Born.class::isInstance)
                .map(LedgerEntry.Born.class::cast)
                .findFirst();
    }

    boolean placed(MatterId id) throws IOException {
        return vault.ledgers().of(id).entries().stream().anyMatch(LedgerEntry.Placed.class::isInstance);
    }

    /** True where this id is a matter already, open or at rest. */
    boolean known(MatterId id) throws IOException {
        return placed(id) || vault.ledgers().closed(id).isPresent();
    }

    /** Birth, source and place in one write: the note stands. A duplicate is at rest from the start. */
    void born(Birth birth, String by) throws IOException {
        List<LedgerEntry> entries = new ArrayList<>(beginning(birth));
        entries.addAll(place(birth, by));
        vault.ledgers().of(birth.id()).appendAll(entries);
    }

    /** Birth and source of a note that carries its id but has not reached its place. */
    void begun(Birth birth) throws IOException {
        vault.ledgers().of(birth.id()).appendAll(beginning(birth));
    }

    /** The place of a note that had begun. */
    void placed(Birth birth, String by) throws IOException {
        vault.ledgers().of(birth.id()).appendAll(place(birth, by));
    }

    private List<LedgerEntry> beginning(Birth birth) {
        Instant now = vault.world().clock().instant();
        return List.of(
                new LedgerEntry.Born(
                        now,
                        birth.name(),
                        birth.reading().kind(),
                        birth.reading().trust(),
                        birth.origin(),
                        Optional.of(birth.source()),
                        birth.conversation().messageId(),
                        birth.duplicateOf(),
                        Optional.empty()),
                new LedgerEntry.Noted(now, "source", BY, birth.origin(), birth.conversation().toMap()));
    }

    private List<LedgerEntry> place(Birth birth, String by) {
        Instant now = vault.world().clock().instant();
        LedgerEntry placed = new LedgerEntry.Placed(now, birth.stage(), birth.name(), by);
        return birth.duplicateOf()
                .map(first -> List.of(placed, new LedgerEntry.Closed(now, "duplicate", BY, first.value())))
                .orElseGet(() -> List.of(placed));
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
