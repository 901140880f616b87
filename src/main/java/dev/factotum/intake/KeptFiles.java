package dev.factotum.intake;

import dev.factotum.vault.Digest;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Names;
import dev.factotum.vault.Vault;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The files under Attachments/ID/ of one matter. Names are safe, and the same source gives the same names again. */
final class KeptFiles {
    private static final int CHUNK = 1 << 20;
    private static final int MOST_TRIES = 50;

    private final Vault vault;
    private final MatterId id;

    KeptFiles(Vault vault, MatterId id) {
        this.vault = vault;
        this.id = id;
    }

    /** Where the dropped file lies once it is moved. Notes of others get {@code .txt}, so that nothing reads them as notes. */
    Path original(String name) {
        return vault.attachments().file(id, safe(name));
    }

    boolean has(Path file) throws IOException {
        return vault.world().disk().facts(file).isPresent();
    }

    /** Writes what came inside; what an earlier try wrote stays, is not written again, and is durable from here on. */
    List<Path> keep(List<Part> parts, Optional<Path> original) throws IOException {
        Set<String> taken = new HashSet<>();
        original.ifPresent(file -> taken.add(key(file)));
        List<Path> kept = new ArrayList<>();
        for (Part part : parts) {
            kept.add(keep(part, taken));
        }
        return kept;
    }

    private Path keep(Part part, Set<String> taken) throws IOException {
        for (int tries = 0; ; tries++) {
            Path file = free(safe(part.name()), taken);
            try {
                vault.files().publish(file, part.bytes());
                return file;
            } catch (FileAlreadyExistsException e) {
                if (same(file, part.bytes())) {
                    return file;
                }
                if (tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Everything in the folder: the given ones first and in their order, then the rest by name, without the original. */
    List<Path> all(List<Path> first, Optional<Path> original) throws IOException {
        List<Path> all = new ArrayList<>(first);
        Path folder = vault.attachments().folder(id);
        try {
            vault.world().disk().list(folder).stream()
                    .filter(one -> one.kind() == FileFacts.Kind.FILE && !Names.ignored(one.name()))
                    .map(Listed::name)
                    .sorted(Comparator.naturalOrder())
                    .map(folder::resolve)
                    .filter(file -> !all.contains(file) && original.stream().noneMatch(file::equals))
                    .forEach(all::add);
        } catch (NoSuchFileException none) {
            return all;
        }
        return all;
    }

    /** The digest of a file of any size, read in pieces. */
    static Digest digest(Vault vault, Path file) throws IOException {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            long at = 0;
            byte[] piece = vault.world().disk().readAt(file, at, CHUNK);
            while (piece.length > 0) {
                sha.update(piece);
                at += piece.length;
                piece = vault.world().disk().readAt(file, at, CHUNK);
            }
            return new Digest(HexFormat.of().formatHex(sha.digest()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private Path free(String name, Set<String> taken) {
        Path file = vault.attachments().file(id, name);
        for (int n = 2; !taken.add(key(file)); n++) {
            String extension = FileType.extension(name);
            file = vault.attachments()
                    .file(id, FileReader.stem(name) + " " + n + (extension.isEmpty() ? "" : "." + extension));
        }
        return file;
    }

    private boolean same(Path file, byte[] bytes) throws IOException {
        FileFacts facts = vault.world().disk().facts(file).orElseThrow(() -> new NoSuchFileException(file.toString()));
        return facts.size() == bytes.length
                && Arrays.equals(vault.world().disk().read(file, bytes.length), bytes);
    }

    private static String safe(String name) {
        return switch (FileType.extension(name)) {
            case "md", "canvas", "base" -> name + ".txt";
            default -> name;
        };
    }

    private static String key(Path file) {
        return Names.clashKey(String.valueOf(file.getFileName()));
    }
}
