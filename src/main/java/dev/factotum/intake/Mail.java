package dev.factotum.intake;

import java.util.List;
import java.util.Optional;

/**
 * A message as far as it could be read.
 *
 * @param from {@code Name <address>} or a bare address, one line
 * @param sender the address of {@code from} where the header is strictly one mailbox
 * @param to bare addresses of all receivers, lower case
 * @param auto {@code list}, {@code reply}, {@code bounce} or {@code notice} where a machine sent it
 * @param notes what a person should know about the reading, one sentence each
 */
record Mail(
        Optional<String> from,
        Optional<String> sender,
        Optional<String> replyTo,
        List<String> to,
        Optional<String> subject,
        Optional<String> messageId,
        List<String> references,
        Optional<String> auto,
        String text,
        List<Part> parts,
        List<String> notes) {
    Mail {
        to = List.copyOf(to);
        references = List.copyOf(references);
        parts = List.copyOf(parts);
        notes = List.copyOf(notes);
    }
}
