package dev.factotum.notice.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.engine.Asked.Bound;
import dev.factotum.engine.Gesture;
import dev.factotum.notice.answer.Ask.State;
import dev.factotum.vault.Digest;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The codes that are out and how far each chat was read, in one file: a code is used and its message counts as read in one
 * writing, or neither. Whoever changes it holds the claim {@code answers}. Not thread-safe.
 */
final class AskBook {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST = 4 << 20;
    private static final int MOST = 1000;

    /** What is over is remembered so long, so that a late press gets a true answer. */
    private static final Duration REMEMBERED = Duration.ofDays(2);

    private final Map<Digest, Ask> asks = new LinkedHashMap<>();
    /** After a week without news Telegram begins to count somewhere else. */
    private static final Duration COUNTED_ON = Duration.ofDays(6);

    private final Map<String, Offset> offsets = new LinkedHashMap<>();

    /** @param next the number of the next message @param at when it was the next */
    private record Offset(long next, Instant at) {}

    static AskBook read(Vault vault) throws IOException {
        AskBook book = new AskBook();
        try {
            JsonNode json = JSON.readTree(vault.world().disk().read(file(vault), LARGEST));
            json.path("offsets").properties().forEach(one -> book.read(one.getKey(), one.getValue()));
            for (JsonNode one : json.path("asks")) {
                ask(one).ifPresent(book::put);
            }
        } catch (NoSuchFileException | JsonProcessingException none) {
            return book;
        }
        return book;
    }

    private void read(String bot, JsonNode offset) {
        try {
            offsets.put(
                    bot,
                    new Offset(
                            offset.path("next").asLong(),
                            Instant.parse(offset.path("at").asText())));
        } catch (DateTimeException damaged) {
            offsets.remove(bot);
        }
    }

    /** A code whose line is damaged is worth nothing. */
    private static Optional<Ask> ask(JsonNode one) {
        try {
            Bound bound = new Bound(
                    new MatterId(one.path("matter").asText()),
                    one.path("rev").asInt(),
                    new Digest(one.path("plan").asText()),
                    one.path("approvals").asInt());
            return Optional.of(new Ask(
                    new Digest(one.path("code").asText()),
                    one.path("target").asText(),
                    one.path("chat").asText(),
                    one.path("title").asText(),
                    bound,
                    Instant.parse(one.path("until").asText()),
                    State.valueOf(one.path("state").asText()),
                    one.path("by").asText(),
                    Gesture.valueOf(one.path("gesture").asText()),
                    one.path("approves").asBoolean(),
                    Instant.parse(one.path("due").asText()),
                    one.path("message").asText()));
        } catch (IllegalArgumentException | DateTimeException damaged) {
            return Optional.empty();
        }
    }

    void write(Vault vault, Instant now) throws IOException {
        forget(now);
        ObjectNode json = JSON.createObjectNode().put("v", 1);
        ObjectNode read = json.putObject("offsets");
        offsets.forEach((bot, offset) -> read.putObject(bot)
                .put("next", offset.next())
                .put("at", offset.at().toString()));
        var list = json.putArray("asks");
        for (Ask ask : asks.values()) {
            list.addObject()
                    .put("code", ask.code().hex())
                    .put("target", ask.target())
                    .put("chat", ask.chat())
                    .put("title", ask.title())
                    .put("matter", ask.bound().matter().value())
                    .put("rev", ask.bound().rev())
                    .put("plan", ask.bound().plan().hex())
                    .put("approvals", ask.bound().approvals())
                    .put("until", ask.until().toString())
                    .put("state", ask.state().name())
                    .put("by", ask.by())
                    .put("gesture", ask.gesture().name())
                    .put("approves", ask.approves())
                    .put("due", ask.due().toString())
                    .put("message", ask.message());
        }
        vault.files().write(file(vault), JSON.writeValueAsBytes(json));
    }

    /** The oldest codes go first; what was decided and has not taken effect stays. */
    private void forget(Instant now) {
        asks.values()
                .removeIf(ask -> ask.state() != State.DECIDED
                        && ask.until().plus(REMEMBERED).isBefore(now));
        var oldest = asks.values().iterator();
        int over = asks.size() - MOST;
        while (over > 0 && oldest.hasNext()) {
            if (oldest.next().state() != State.DECIDED) {
                oldest.remove();
                over--;
            }
        }
    }

    void put(Ask ask) {
        asks.put(ask.code(), ask);
    }

    Optional<Ask> find(Digest code) {
        return Optional.ofNullable(asks.get(code));
    }

    Iterable<Ask> all() {
        return asks.values();
    }

    /** A matter has one code out in each chat: an older message of it is worth nothing. */
    void revoke(String target, MatterId matter) {
        asks.replaceAll((code, ask) -> ask.state() == State.OPEN
                        && ask.target().equals(target)
                        && ask.bound().matter().equals(matter)
                ? ask.over()
                : ask);
    }

    /** The number of the next message of a bot; 0 where none is known, or it was long ago. */
    long offset(String bot, Instant now) {
        Offset known = offsets.get(bot);
        return known == null || known.at().plus(COUNTED_ON).isBefore(now) ? 0 : known.next();
    }

    void heard(String bot, long next, Instant now) {
        offsets.put(bot, new Offset(next, now));
    }

    private static Path file(Vault vault) {
        return vault.hidden().resolve("notices").resolve("answers.json");
    }
}
