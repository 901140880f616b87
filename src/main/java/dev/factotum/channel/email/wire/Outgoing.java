package dev.factotum.channel.email.wire;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A mail to be sent, every word of it decided. Nothing in it may break a line but the body.
 *
 * @param key stamped as {@code X-Idempotency-Key}
 * @param messageId in angle brackets, at the sender's own domain
 * @param inReplyTo the Message-ID that it answers, in angle brackets; empty for none
 * @param references Message-IDs separated by spaces, the one answered last; empty for none
 * @param automatic true where nobody decided on it: it says so of itself (RFC 3834)
 * @param unsubscribe an address or page to leave by, for mail to many: {@code mailto:…} or {@code https://…}
 */
public record Outgoing(
        String key,
        String messageId,
        Instant at,
        Box from,
        List<Box> to,
        List<Box> cc,
        List<Box> bcc,
        String subject,
        String inReplyTo,
        String references,
        String body,
        List<Enclosed> files,
        boolean automatic,
        Optional<String> unsubscribe) {
    /** @param address ASCII, {@code local@domain} @param name empty for none */
    public record Box(String address, String name) {}

    /** A file that goes along. @param type its media type */
    @SuppressWarnings("ArrayRecordComponent")
    public record Enclosed(String name, String type, byte[] bytes) {}

    public Outgoing {
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        bcc = List.copyOf(bcc);
        files = List.copyOf(files);
    }
}
