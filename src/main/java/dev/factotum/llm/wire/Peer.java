package dev.factotum.llm.wire;

import dev.factotum.http.Reach;
import dev.factotum.secret.SecretRef;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Where a provider listens and how it is asked.
 *
 * @param name as the settings name it
 * @param base without a slash at its end
 * @param timeout for one call
 * @param headers sent with every call; none is secret
 */
public record Peer(
        String name,
        URI base,
        Reach reach,
        SecretRef key,
        Duration timeout,
        Quirks quirks,
        Map<String, String> headers) {
    public Peer {
        headers = Map.copyOf(headers);
    }
}
