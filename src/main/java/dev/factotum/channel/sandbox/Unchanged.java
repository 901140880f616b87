package dev.factotum.channel.sandbox;

import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.ToolError;
import dev.factotum.vault.Digest;
import dev.factotum.world.Disk;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Makes sure that the files a call takes along are the ones that were approved. Thread-safe. */
final class Unchanged {
    private static final int CHUNK = 1 << 20;

    private final Disk disk;

    Unchanged(Disk disk) {
        this.disk = disk;
    }

    /** What is wrong with the first file that is not as approved. */
    Optional<ToolError> fault(List<AttachedFile> files) {
        for (AttachedFile file : files) {
            try {
                if (!digest(file).equals(file.digest())) {
                    return Optional.of(new ToolError.Validation(file.name() + " is not the file that was approved"));
                }
            } catch (IOException unreadable) {
                return Optional.of(new ToolError.NotFound(file.name() + " cannot be read: " + unreadable.getMessage()));
            }
        }
        return Optional.empty();
    }

    /** The digest of as many bytes as were approved and one more, so that a grown file differs. */
    private Digest digest(AttachedFile file) throws IOException {
        MessageDigest sha = sha256();
        long offset = 0;
        while (offset <= file.size()) {
            byte[] bytes = disk.readAt(file.path(), offset, (int) Math.min(CHUNK, file.size() + 1 - offset));
            if (bytes.length == 0) {
                break;
            }
            sha.update(bytes);
            offset += bytes.length;
        }
        return new Digest(HexFormat.of().formatHex(sha.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
