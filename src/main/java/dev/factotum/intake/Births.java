package dev.factotum.intake;

import dev.factotum.tool.Conversation;
import dev.factotum.vault.Digest;
import dev.factotum.vault.Ledger;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
     * @param client whose matter it is, as found when it came
     * @param origin folder and name the source had when it came
     * @param content of the note, where we put it into its place ourselves
     */
    record Birth(
            MatterId id,
            Path file,
            Stage stage,
            String origin,
            Reading reading,
            Conversation conversation,
            Optional<String> client,
            Digest source,
            Optional<Digest> content,
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

    /** Source, birth and place, as far as they are missing: the note stands. */
    void born(Birth birth, String by) throws IOException {
        Instant now = vault.world().clock().instant();
        List<LedgerEntry> entries = new ArrayList<>(beginning(birth, now));
        entries.add(new LedgerEntry.Placed(now, birth.stage(), birth.name(), by));
        add(birth.id(), entries);
    }

    /**
     * Source and birth, as far as they are missing, of a note that carries its id but has not reached its place. A
     * duplicate is at rest from the start.
     */
    void begun(Birth birth) throws IOException {
        add(birth.id(), beginning(birth, vault.world().clock().instant()));
    }

    /** A write may be cut short by a crash: the source comes first, so whoever sees a birth knows where it came from. */
    private void add(MatterId id, List<LedgerEntry> entries) throws IOException {
        Ledger ledger = vault.ledgers().of(id);
        Set<Class<?>> there = ledger.entries().stream().map(Object::getClass).collect(Collectors.toSet());
        List<LedgerEntry> missing = entries.stream()
                .filter(entry -> !there.contains(entry.getClass()))
                .toList();
        if (!missing.isEmpty()) {
            ledger.appendAll(missing);
        }
    }

    private static List<LedgerEntry> beginning(Birth birth, Instant now) {
        List<LedgerEntry> entries = new ArrayList<>();
        Map<String, String> source = new TreeMap<>(birth.conversation().toMap());
        birth.client().ifPresent(client -> source.put("client", client));
        if (birth.reading().form() instanceof Reading.Form.Mended) {
            source.put("mended", "true");
        }
        entries.add(new LedgerEntry.Noted(now, "source", BY, birth.origin(), source));
        entries.add(new LedgerEntry.Born(
                now,
                birth.name(),
                birth.reading().kind(),
                birth.reading().trust(),
                birth.origin(),
                Optional.of(birth.source()),
                birth.conversation().messageId(),
                birth.duplicateOf(),
                Optional.empty()));
        String why = birth.duplicateOf().isPresent() ? "duplicate" : BY;
        birth.content()
                .ifPresent(content -> entries.add(
                        new LedgerEntry.Moving(now, Stage.INBOX, birth.stage(), birth.name(), content, why)));
        birth.duplicateOf()
                .ifPresent(first -> entries.add(new LedgerEntry.Closed(now, "duplicate", BY, first.value())));
        return entries;
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
