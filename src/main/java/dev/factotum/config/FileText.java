package dev.factotum.config;

import dev.factotum.world.Disk;
import dev.factotum.world.DiskFailure;
import dev.factotum.world.FileFacts;
import dev.factotum.world.FileTooLargeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A settings file as text: there, missing, or not to be read. */
sealed interface FileText {
    int LIMIT = 1024 * 1024;

    record Present(String text) implements FileText {}

    record Missing() implements FileText {}

    /** @param reason completes "it cannot be read: …" */
    record Unreadable(String reason) implements FileText {}

    /** Reads strict UTF-8. A failing disk is an exception only where {@link DiskFailure} has no word for it. */
    static FileText read(Disk disk, Path file) throws IOException {
        try {
            Optional<FileFacts> facts = disk.facts(file);
            if (facts.isEmpty()) {
                return new Missing();
            }
            if (facts.get().kind() != FileFacts.Kind.FILE) {
                return new Unreadable("it is a folder or a link, and only files of their own are read");
            }
            return new Present(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(disk.read(file, LIMIT)))
                    .toString());
        } catch (CharacterCodingException notText) {
            return new Unreadable("it is not UTF-8 text");
        } catch (FileTooLargeException large) {
            return new Unreadable("it is larger than 1 MiB");
        } catch (NoSuchFileException gone) {
            return new Missing();
        } catch (IOException failure) {
            if (DiskFailure.of(failure) == DiskFailure.DENIED) {
                return new Unreadable("this user may not read it");
            }
            throw failure;
        }
    }
}
