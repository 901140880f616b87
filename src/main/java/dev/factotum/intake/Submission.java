package dev.factotum.intake;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a person hands over by command.
 *
 * @param client a client's name; case does not matter
 * @param attach files anywhere on this machine, copied
 */
public record Submission(Content content, Optional<String> client, Optional<LocalDate> due, List<Path> attach) {
    public Submission {
        attach = List.copyOf(attach);
    }

    /** The thing itself. */
    public sealed interface Content {
        /** Typed words: their own. */
        record Text(String text) implements Content {}

        /** A file anywhere on this machine, copied. */
        record File(Path file) implements Content {}

        /** Bytes from a pipe, told apart by what they are. */
        final class Stream implements Content {
            private final byte[] bytes;

            public Stream(byte[] bytes) {
                this.bytes = bytes.clone();
            }

            byte[] bytes() {
                return bytes.clone();
            }
        }
    }
}
