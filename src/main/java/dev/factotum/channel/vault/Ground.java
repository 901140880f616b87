package dev.factotum.channel.vault;

import dev.factotum.vault.SafeFiles;
import dev.factotum.vault.Vault;
import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The way to a note on the disk: real folders all the way, never a link. */
final class Ground {
    private final Disk disk;
    private final Path root;
    private final SafeFiles files;

    Ground(Vault vault) {
        this.disk = vault.world().disk();
        this.root = vault.root();
        this.files = vault.files();
    }

    /** What stands in the way of a note there, or empty. */
    Optional<String> obstacle(Path note) throws IOException {
        Path step = root;
        for (Path name : root.relativize(note)) {
            step = step.resolve(name);
            Optional<FileFacts> facts = disk.facts(step);
            if (facts.isEmpty()) {
                return Optional.empty();
            }
            FileFacts.Kind wanted = step.equals(note) ? FileFacts.Kind.FILE : FileFacts.Kind.FOLDER;
            if (facts.get().kind() != wanted) {
                String shown = root.relativize(step).toString();
                return Optional.of(
                        switch (facts.get().kind()) {
                            case LINK -> shown + " is a link, which may lead out of the vault";
                            case FILE -> shown + " is a file, not a folder";
                            case FOLDER -> shown + " is a folder";
                            case OTHER -> shown + " is no plain file";
                        });
            }
        }
        return Optional.empty();
    }

    /** Puts right what a call that died beside this note left half done: the vault's own sweep looks elsewhere. */
    void sweepBeside(Path note) throws IOException {
        Path folder = note.getParent();
        if (folder != null) {
            files.sweep(List.of(folder));
        }
    }

    /** False where something stands there already. */
    boolean publish(Path file, byte[] content) throws IOException {
        try {
            files.publish(file, content);
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        }
    }

    /** True where a client's folder stands. */
    boolean hasClient(String client) throws IOException {
        Path folder = root.resolve("Clients").resolve(client);
        return obstacle(folder.resolve("x.md")).isEmpty() && disk.facts(folder).isPresent();
    }
}
