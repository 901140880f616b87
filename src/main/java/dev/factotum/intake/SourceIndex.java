package dev.factotum.intake;

import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.Digest;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Vault;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which bytes and which Message-IDs came in before, and as what matter: one small file each, by hash. Can be made again
 * from the ledgers, and is where the folder is missing.
 */
final class SourceIndex {
    private final Vault vault;
    private final Path folder;

    SourceIndex(Vault vault) {
        this.vault = vault;
        this.folder = vault.hidden().resolve("index").resolve("source");
    }

    /** The keys of a source: its digest, and its Message-ID where it has one. Nothing is no repetition of nothing. */
    static List<String> keys(Optional<Digest> digest, Optional<String> messageId) {
        List<String> keys = new ArrayList<>();
        digest.filter(some -> !some.equals(Digest.of(new byte[0]))).ifPresent(some -> keys.add("bytes:" + some.hex()));
        messageId.ifPresent(id -> keys.add("mail:" + id));
        return keys;
    }

    /** The claims of all keys, or empty where somebody takes in the same source right now. Close what is answered. */
    Optional<List<Claim>> claim(List<String> keys) throws IOException {
        List<Claim> claims = new ArrayList<>();
        for (String key : keys) {
            Optional<Claim> claim = vault.claims().claim("intake-source:" + key);
            if (claim.isEmpty()) {
                claims.forEach(Claim::close);
                return Optional.empty();
            }
            claims.add(claim.get());
        }
        return Optional.of(claims);
    }

    /** The first matter of any of the keys that was not dropped by a person. */
    Optional<MatterId> find(List<String> keys, MatterId except) throws IOException {
        build();
        for (String key : keys) {
            Optional<MatterId> id = read(file(key));
            if (id.isPresent() && !id.get().equals(except) && !dropped(id.get())) {
                return id;
            }
        }
        return Optional.empty();
    }

    /** Puts right what a dead process left half written for these keys. */
    void sweep(List<String> keys) throws IOException {
        Set<Path> folders = new HashSet<>();
        for (String key : keys) {
            folders.add(file(key).resolveSibling("."));
        }
        vault.files().sweep(folders.stream().map(Path::normalize).toList());
    }

    void add(List<String> keys, MatterId id) throws IOException {
        for (String key : keys) {
            if (!read(file(key)).equals(Optional.of(id))) {
                vault.files().write(file(key), (id.value() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** The entries of a matter, open or at rest; none where it is unknown. */
    List<LedgerEntry> entries(MatterId id) throws IOException {
        List<LedgerEntry> open = vault.ledgers().of(id).entries();
        return open.isEmpty() ? vault.ledgers().closed(id).orElse(List.of()) : open;
    }

    /** A person who deleted a matter may drop its source again. */
    private boolean dropped(MatterId id) throws IOException {
        List<LedgerEntry> entries = entries(id);
        return entries.isEmpty()
                || entries.stream()
                        .anyMatch(entry -> entry instanceof LedgerEntry.Closed closed
                                && closed.how().equals("dropped"));
    }

    private void build() throws IOException {
        if (vault.world().disk().facts(folder).isPresent()) {
            return;
        }
        for (MatterId id : vault.ledgers().open()) {
            again(id, vault.ledgers().of(id).entries());
        }
        Path closed = vault.hidden().resolve("ledger").resolve("closed");
        for (Listed month : listed(closed)) {
            if (month.kind() == FileFacts.Kind.FOLDER) {
                for (Listed file : listed(closed.resolve(month.name()))) {
                    Optional<MatterId> id = MatterId.parse(file.name().replaceFirst("\\.ndjson$", ""));
                    if (id.isPresent()) {
                        again(id.get(), vault.ledgers().closed(id.get()).orElse(List.of()));
                    }
                }
            }
        }
        vault.files().folder(folder);
    }

    private void again(MatterId id, List<LedgerEntry> entries) throws IOException {
        for (LedgerEntry entry : entries) {
            if (entry instanceof LedgerEntry.Born born && born.duplicateOf().isEmpty()) {
                for (String key : keys(born.source(), born.messageId())) {
                    vault.files().writeLazily(file(key), (id.value() + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    private List<Listed> listed(Path path) throws IOException {
        try {
            return vault.world().disk().list(path);
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private Optional<MatterId> read(Path file) throws IOException {
        try {
            byte[] bytes = vault.world().disk().readAt(file, 0, 64);
            return MatterId.parse(new String(bytes, StandardCharsets.UTF_8).strip());
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    private Path file(String key) {
        String hash = Digest.of(key).hex();
        return folder.resolve(hash.substring(0, 2)).resolve(hash.substring(2, 40));
    }
}
