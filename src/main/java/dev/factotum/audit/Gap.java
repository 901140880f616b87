package dev.factotum.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Lines of the chain that are no entries, one after another, until the note that names their hash. */
final class Gap {
    private MessageDigest sha256 = Sha256.start();
    private boolean open;
    private boolean ended;
    private String file = "";
    private long line;

    void add(ForwardLines lines) {
        if (open && ended) {
            sha256.update((byte) '\n');
        }
        if (!open) {
            open = true;
            file = lines.source().name();
            line = lines.number();
        }
        sha256.update(lines.bytes(), lines.from(), lines.to() - lines.from());
        ended = lines.ended();
    }

    boolean open() {
        return open;
    }

    /** True where a line break follows, as no crash leaves it. */
    boolean ended() {
        return ended;
    }

    /** Ends the gap; the ASCII hex of its hash. */
    byte[] close() {
        open = false;
        return HexFormat.of().formatHex(sha256.digest()).getBytes(StandardCharsets.US_ASCII);
    }

    String file() {
        return file;
    }

    /** Of the first line. */
    long line() {
        return line;
    }
}
