package dev.factotum.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.vault.MatterId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One call of a tool, everything resolved.
 *
 * @param key the idempotency key, 32 hex digits
 * @param prepared what {@link Tool#prepare} derived from the key, as stored with the intent
 * @param at when it is made; of a look, when the call was made that is looked for
 * @param deadline when the caller stops waiting
 */
public record Call(
        MatterId matter,
        String title,
        String step,
        String key,
        Account account,
        ObjectNode arguments,
        List<AttachedFile> files,
        Conversation conversation,
        Map<String, String> prepared,
        Instant at,
        Instant deadline) {
    public Call {
        files = List.copyOf(files);
        prepared = Map.copyOf(prepared);
    }
}
