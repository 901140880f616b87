package dev.factotum.notice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is remembered of one target. Not thread-safe. */
final class TargetState {
    private static final int MOST_TOLD = 5000;
    private static final Duration HOUR = Duration.ofHours(1);

    /** What the target's setting was when all this was so. */
    String mark = "";

    /** Why nothing is sent there until the setting changes; empty where all is well. */
    String disabled = "";

    /** Nothing is sent there before then. */
    Instant until = Instant.EPOCH;

    int failures;

    /** How the last message ended, for people. */
    String last = "";

    /** Keys of what is on its way, written before it goes out, and how often that happened without a known end. */
    final Set<String> armed = new LinkedHashSet<>();

    int tries;

    /** What was told, and when. */
    private final Map<String, Instant> told = new LinkedHashMap<>();

    private final List<Instant> sent = new ArrayList<>();

    boolean told(String key) {
        return told.containsKey(key);
    }

    Instant toldAt(String key) {
        return told.getOrDefault(key, Instant.EPOCH);
    }

    void tell(Iterable<String> keys, Instant now) {
        for (String key : keys) {
            told.remove(key);
            told.put(key, now);
        }
        while (told.size() > MOST_TOLD) {
            told.remove(told.keySet().iterator().next());
        }
    }

    void untell(String key) {
        told.remove(key);
    }

    /** When the next message may go, so that there are no more than so many within an hour. */
    Instant free(int perHour, Instant now) {
        sent.removeIf(at -> at.plus(HOUR).isBefore(now) || at.isAfter(now.plus(HOUR)));
        return sent.size() < perHour ? now : sent.get(sent.size() - perHour).plus(HOUR);
    }

    void sent(Instant now) {
        sent.add(now);
    }

    static TargetState read(JsonNode json) {
        TargetState state = new TargetState();
        state.mark = json.path("mark").asText("");
        state.disabled = json.path("disabled").asText("");
        state.until = instant(json.path("until"));
        state.failures = json.path("failures").asInt();
        state.last = json.path("last").asText("");
        state.tries = json.path("tries").asInt();
        json.path("armed").forEach(key -> state.armed.add(key.asText()));
        json.path("told").properties().forEach(one -> state.told.put(one.getKey(), instant(one.getValue())));
        json.path("sent").forEach(at -> state.sent.add(instant(at)));
        return state;
    }

    void write(ObjectNode json) {
        json.put("mark", mark)
                .put("disabled", disabled)
                .put("until", until.toString())
                .put("failures", failures)
                .put("last", last)
                .put("tries", tries);
        armed.forEach(json.putArray("armed")::add);
        ObjectNode keys = json.putObject("told");
        told.forEach((key, at) -> keys.put(key, at.toString()));
        var times = json.putArray("sent");
        sent.forEach(at -> times.add(at.toString()));
    }

    private static Instant instant(JsonNode text) {
        try {
            return Instant.parse(text.asText());
        } catch (DateTimeException damaged) {
            return Instant.EPOCH;
        }
    }
}
