package dev.factotum.tool;

import java.util.List;
import java.util.Optional;

/**
 * What a matter answers to, as intake read it.
 *
 * @param from the sender as {@code Name <address>} or a handle
 * @param references Message-IDs from the oldest on
 * @param url where a mention or comment stands
 */
public record Conversation(
        Optional<String> from,
        Optional<String> subject,
        Optional<String> messageId,
        List<String> references,
        Optional<String> url) {
    public static final Conversation NONE =
            new Conversation(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    public static Conversation of(java.util.Map<String, String> detail) {
        return NONE;
    }

    public Conversation {
        references = List.copyOf(references);
    }
}
