package dev.factotum.memory;

import dev.factotum.vault.SafeFiles;
import dev.factotum.vault.Vault;
import dev.factotum.world.FileFacts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Memory/Lessons.md on the disk; only ever replaced where it still holds what was read. Thread-safe. */
final class Lessons {
    static final String FILE = "Memory/Lessons.md";

    private static final long LARGEST = 4L << 20;
    private static final int TRIES = 20;

    private final Vault vault;
    private final Path file;
    private final ReentrantLock writing = new ReentrantLock();

    Lessons(Vault vault) {
        this.vault = vault;
        this.file = vault.root().resolve(FILE);
    }

    /** Empty where no page stands, or none that is readable text. */
    Optional<String> page() throws IOException {
        if (odd()) {
            return Optional.empty();
        }
        try {
            return text(vault.world().disk().read(file, LARGEST));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** Writes these lessons down; false where the page is none of ours to write: no file, no text, or never at rest. */
    boolean add(Optional<String> client, List<Lesson> lessons) throws IOException {
        writing.lock();
        try {
            for (int i = 0; i < TRIES; i++) {
                if (odd()) {
                    return false;
                }
                if (added(client, lessons)) {
                    return true;
                }
            }
            return false;
        } finally {
            writing.unlock();
        }
    }

    private boolean added(Optional<String> client, List<Lesson> lessons) throws IOException {
        byte[] read;
        try {
            read = vault.world().disk().read(file, LARGEST);
        } catch (NoSuchFileException none) {
            try {
                vault.files().publish(file, bytes(LessonPage.with("", client, lessons)));
                return true;
            } catch (FileAlreadyExistsException faster) {
                return false;
            }
        }
        Optional<String> text = text(read);
        if (text.isEmpty()) {
            return false;
        }
        byte[] fresh = bytes(LessonPage.with(text.get(), client, lessons));
        return vault.files().replace(file, read, fresh) == SafeFiles.Replaced.DONE;
    }

    /** Something stands there that is no file, or one that is too large. */
    private boolean odd() throws IOException {
        Optional<FileFacts> facts = vault.world().disk().facts(file);
        return facts.isPresent()
                && (facts.get().kind() != FileFacts.Kind.FILE || facts.get().size() > LARGEST);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException noText) {
            return Optional.empty();
        }
    }
}
