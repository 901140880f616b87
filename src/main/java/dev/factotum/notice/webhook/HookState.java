package dev.factotum.notice.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.audit.Cursor;
import dev.factotum.vault.Digest;
import dev.factotum.vault.Vault;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How far the chain was read for one webhook, and what of it waits to be sent: the cursor moves in the same writing in which
 * the events behind it enter the queue. Whoever changes it holds the claim {@code webhook:NAME}. Not thread-safe.
 */
final class HookState {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST = 16 << 20;

    /** @param tries how often it was sent @param next when it is sent next */
    record Waiting(String id, String body, int tries, Instant next) {}

    final String name;
    String mark = "";
    String disabled = "";
    Instant until = Instant.EPOCH;
    String last = "";
    Instant lastAt = Instant.EPOCH;
    long delivered;
    long lost;
    Optional<Cursor> cursor = Optional.empty();
    final List<Waiting> queue = new ArrayList<>();

    private HookState(String name) {
        this.name = name;
    }

    /** Of every webhook that is or was in the settings, by name. */
    static List<HookState> all(Vault vault) throws IOException {
        List<HookState> all = new ArrayList<>();
        try {
            for (Listed entry : vault.world().disk().list(folder(vault))) {
                if (entry.name().endsWith(".json")) {
                    JsonNode json = JSON.readTree(
                            vault.world().disk().read(folder(vault).resolve(entry.name()), LARGEST));
                    if (json.path("month").isTextual()) {
                        all.add(read(vault, json.path("name").asText()));
                    }
                }
            }
        } catch (NoSuchFileException | JsonProcessingException none) {
            return all;
        }
        all.sort(Comparator.comparing(state -> state.name));
        return all;
    }

    /** What is left of one that is no longer told of anything. */
    static void forget(Vault vault, String name) throws IOException {
        vault.files()
                .write(
                        file(vault, name),
                        JSON.writeValueAsBytes(JSON.createObjectNode().put("v", 1)));
    }

    static HookState read(Vault vault, String name) throws IOException {
        HookState state = new HookState(name);
        try {
            JsonNode json = JSON.readTree(vault.world().disk().read(file(vault, name), LARGEST));
            state.mark = json.path("mark").asText("");
            state.disabled = json.path("disabled").asText("");
            state.until = instant(json.path("until"));
            state.last = json.path("last").asText("");
            state.lastAt = instant(json.path("last_at"));
            state.delivered = json.path("delivered").asLong();
            state.lost = json.path("lost").asLong();
            if (json.path("month").isTextual()) {
                state.cursor = Optional.of(new Cursor(
                        json.path("month").asText(), json.path("offset").asLong()));
            }
            json.path("queue")
                    .forEach(one -> state.queue.add(new Waiting(
                            one.path("id").asText(),
                            one.path("body").asText(),
                            one.path("tries").asInt(),
                            instant(one.path("next")))));
        } catch (NoSuchFileException | JsonProcessingException none) {
            return state;
        }
        return state;
    }

    void write(Vault vault) throws IOException {
        ObjectNode json = JSON.createObjectNode()
                .put("v", 1)
                .put("name", name)
                .put("mark", mark)
                .put("disabled", disabled)
                .put("until", until.toString())
                .put("last", last)
                .put("last_at", lastAt.toString())
                .put("delivered", delivered)
                .put("lost", lost);
        cursor.ifPresent(at -> json.put("month", at.month()).put("offset", at.offset()));
        var list = json.putArray("queue");
        for (Waiting one : queue) {
            list.addObject()
                    .put("id", one.id())
                    .put("body", one.body())
                    .put("tries", one.tries())
                    .put("next", one.next().toString());
        }
        vault.files().write(file(vault, name), JSON.writeValueAsBytes(json));
    }

    private static Instant instant(JsonNode text) {
        try {
            return Instant.parse(text.asText());
        } catch (DateTimeException damaged) {
            return Instant.EPOCH;
        }
    }

    /** A name of the settings may be no name of a file. */
    private static Path file(Vault vault, String name) {
        String plain =
                name.matches("[a-z0-9_-]{1,40}") ? name : Digest.of(name).hex().substring(0, 16);
        return folder(vault).resolve(plain + ".json");
    }

    private static Path folder(Vault vault) {
        return vault.hidden().resolve("webhooks");
    }
}
