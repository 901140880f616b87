package dev.factotum.channel.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.port.Api;
import dev.factotum.channel.port.ApiCall;
import dev.factotum.channel.port.ApiReply;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What an account's server allows: asked once a day, kept on the disk, and read there without a network. Thread-safe. */
final class Instance {
    private static final Duration FRESH = Duration.ofDays(1);
    private static final long LARGEST = 1 << 16;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Vault vault;
    private final String account;
    private final Api api;
    private final String server;

    /** @param server its address: what another server allowed is not ours */
    Instance(Vault vault, String account, Api api, String server) {
        this.vault = vault;
        this.account = account;
        this.api = api;
        this.server = server;
    }

    /** As far as is known without asking. */
    Limits known() {
        return Limits.of(kept().path("configuration"));
    }

    /** Asks where the answer kept is older than a day. A server that does not say keeps its old limits. */
    Limits fresh() throws InterruptedException {
        Instant now = vault.world().clock().instant();
        Instant at = instant(kept().path("at").asText());
        boolean young = !at.isAfter(now) && at.plus(FRESH).isAfter(now);
        if (!young && api.send(ApiCall.get("/api/v2/instance")) instanceof ApiReply.Good(var _, JsonNode json)) {
            keep(json.path("configuration"), now);
        }
        return known();
    }

    private void keep(JsonNode configuration, Instant now) {
        if (!configuration.isObject()) {
            return;
        }
        ObjectNode kept = JSON.createObjectNode().put("v", 1).put("server", server);
        kept.put("at", now.toString());
        for (String group : List.of("statuses", "media_attachments", "polls")) {
            configuration.path(group).properties().stream()
                    .filter(one -> one.getValue().canConvertToLong())
                    .forEach(one -> kept.withObject("/configuration/" + group)
                            .put(one.getKey(), one.getValue().asLong()));
        }
        try {
            vault.files().write(file(), JSON.writeValueAsBytes(kept));
        } catch (IOException unwritable) {
            throw new java.io.UncheckedIOException(unwritable);
        }
    }

    private JsonNode kept() {
        try {
            JsonNode json = JSON.readTree(vault.world().disk().read(file(), LARGEST));
            return json.path("server").asText().equals(server) ? json : MissingNode.getInstance();
        } catch (IOException none) {
            return MissingNode.getInstance();
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException never) {
            return Instant.EPOCH;
        }
    }

    private Path file() {
        return vault.hidden().resolve("accounts").resolve("instances").resolve(account + ".json");
    }
}
