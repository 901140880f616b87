package dev.factotum.channel.x;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of one account, as {@code .agent/accounts/x/NAME.json} holds it.
 *
 * @param day to which {@code reads} belongs, by UTC as X counts
 * @param reads posts that were read on it
 * @param sent what was sent or was about to be, the oldest first
 */
record BookState(Optional<Me> me, LocalDate day, long reads, Optional<Usage> usage, List<Sent> sent) {
    static final BookState FRESH = new BookState(Optional.empty(), LocalDate.EPOCH, 0, Optional.empty(), List.of());

    private static final int MOST_SENT = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    BookState {
        sent = List.copyOf(sent);
    }

    /** Who we are. @param mark of the login that was asked with */
    record Me(String id, String handle, String mark) {}

    /**
     * What X said of the app's reads in this month.
     *
     * @param resets the day of the month on which it starts anew
     */
    record Usage(long cap, long used, int resets, Instant at) {}

    /**
     * One post, from the moment before it was sent.
     *
     * @param slot which post of which step: {@code MATTER/STEP#NUMBER}
     * @param key of the call that sent it
     * @param text its digest
     * @param id as X knows it; empty where nobody knows whether it is out
     */
    record Sent(String slot, String key, String text, Instant at, Optional<String> id) {
        Sent with(String found) {
            return new Sent(slot, key, text, at, Optional.of(found));
        }
    }

    Optional<Sent> at(String slot) {
        return sent.stream().filter(one -> one.slot().equals(slot)).reduce((first, second) -> second);
    }

    /** Whether a post is known to have been sent from another place than this one. */
    boolean belongsElsewhere(String id, String slot) {
        return sent.stream()
                .anyMatch(one -> one.id().equals(Optional.of(id)) && !one.slot().equals(slot));
    }

    BookState with(Sent fresh) {
        List<Sent> more = new ArrayList<>(without(fresh.slot()).sent());
        more.add(fresh);
        return new BookState(me, day, reads, usage, more.subList(Math.max(0, more.size() - MOST_SENT), more.size()));
    }

    BookState without(String slot) {
        return new BookState(
                me,
                day,
                reads,
                usage,
                sent.stream().filter(one -> !one.slot().equals(slot)).toList());
    }

    BookState with(Me found) {
        return new BookState(Optional.of(found), day, reads, usage, sent);
    }

    BookState with(Usage told) {
        return new BookState(me, day, reads, Optional.of(told), sent);
    }

    BookState read(LocalDate today, long posts) {
        return new BookState(me, today, posts + readOn(today), usage, sent);
    }

    long readOn(LocalDate today) {
        return day.equals(today) ? reads : 0;
    }

    byte[] bytes() throws JsonProcessingException {
        ObjectNode json = JSON.createObjectNode().put("v", 1).put("day", day.toString());
        json.put("reads", reads);
        me.ifPresent(one -> json.putObject("me")
                .put("id", one.id())
                .put("handle", one.handle())
                .put("mark", one.mark()));
        usage.ifPresent(one -> json.putObject("usage")
                .put("cap", one.cap())
                .put("used", one.used())
                .put("resets", one.resets())
                .put("at", one.at().toString()));
        var list = json.putArray("sent");
        for (Sent one : sent) {
            ObjectNode entry = list.addObject()
                    .put("slot", one.slot())
                    .put("key", one.key())
                    .put("text", one.text())
                    .put("at", one.at().toString());
            one.id().ifPresent(id -> entry.put("id", id));
        }
        return JSON.writeValueAsBytes(json);
    }

    /** @throws IOException where it is damaged: what was sent is then not known */
    static BookState of(byte[] bytes) throws IOException {
        try {
            JsonNode json = JSON.readTree(bytes);
            List<Sent> sent = new ArrayList<>();
            for (JsonNode one : json.path("sent")) {
                sent.add(new Sent(
                        one.path("slot").asText(),
                        one.path("key").asText(),
                        one.path("text").asText(),
                        Instant.parse(one.path("at").asText()),
                        Optional.ofNullable(one.get("id")).map(JsonNode::asText)));
            }
            JsonNode me = json.path("me");
            JsonNode usage = json.path("usage");
            return new BookState(
                    me.isObject()
                            ? Optional.of(new Me(
                                    me.path("id").asText(),
                                    me.path("handle").asText(),
                                    me.path("mark").asText()))
                            : Optional.empty(),
                    LocalDate.parse(json.path("day").asText()),
                    json.path("reads").asLong(),
                    usage.isObject()
                            ? Optional.of(new Usage(
                                    usage.path("cap").asLong(),
                                    usage.path("used").asLong(),
                                    usage.path("resets").asInt(),
                                    Instant.parse(usage.path("at").asText())))
                            : Optional.empty(),
                    sent);
        } catch (DateTimeException damaged) {
            throw new IOException("the account's book is damaged", damaged);
        }
    }
}
