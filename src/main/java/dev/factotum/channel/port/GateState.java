package dev.factotum.channel.port;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.http.Resets;
import dev.factotum.tool.ToolError;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How an account fares, as {@code .agent/accounts/NAME.json} keeps it.
 *
 * @param spent buckets of calls that would be refused, and until when
 * @param failures in a row
 * @param rests until when it is not asked, after it failed too often
 * @param trips how often that happened in a row
 */
record GateState(
        Map<String, Instant> spent, int failures, Instant rests, int trips, Optional<Block> block, Instant last) {
    static final GateState FRESH = new GateState(Map.of(), 0, Instant.EPOCH, 0, Optional.empty(), Instant.EPOCH);

    /** The first call and three more. */
    static final int MOST_FAILURES = 4;

    private static final int MOST_BUCKETS = 32;
    private static final Duration FIRST_REST = Duration.ofMinutes(15);
    private static final Duration LONGEST_REST = Duration.ofHours(4);

    /** What nobody mended by then is tried once more. */
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    /** How often an account that works says so on the disk. */
    private static final Duration TOLD = Duration.ofMinutes(10);

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What stands in the way until a person mends it. @param kind {@code login}, {@code quota} or {@code policy} */
    record Block(String kind, String message, Instant at, Optional<Instant> until, String mark) {
        boolean holds(Instant now, String present) {
            return mark.equals(present)
                    && !now.isBefore(at.minus(FORGOTTEN))
                    && now.isBefore(until.orElse(at.plus(FORGOTTEN)));
        }
    }

    GateState {
        spent = Map.copyOf(spent);
    }

    /** Why a call of a bucket need not be made. */
    Optional<ToolError> closed(String platform, String bucket, Instant now, String mark) {
        Optional<Block> holding = block.filter(one -> one.holds(now, mark));
        if (holding.isPresent()) {
            Block one = holding.get();
            return Optional.of(
                    switch (one.kind()) {
                        case "login" -> new ToolError.Auth(one.message(), false);
                        case "policy" ->
                            new ToolError.RateLimited(one.message(), one.until().orElse(now));
                        default -> new ToolError.Quota(one.message());
                    });
        }
        Instant until = spent.getOrDefault(bucket, Instant.EPOCH);
        if (sane(until, now).isAfter(now)) {
            return Optional.of(new ToolError.RateLimited(platform + " takes no more such calls for now", until));
        }
        return sane(rests, now).isAfter(now)
                ? Optional.of(new ToolError.RateLimited(
                        platform + " failed " + failures + " times in a row and is left alone for now", rests))
                : Optional.empty();
    }

    /** It answered, and took the call. */
    GateState well(String bucket, Optional<Instant> full, Instant now) {
        boolean calm = failures == 0 && trips == 0 && block.isEmpty();
        Map<String, Instant> fresh = still(now);
        fresh.remove(bucket);
        full.filter(until -> until.isAfter(now) && fresh.size() < MOST_BUCKETS)
                .ifPresent(until -> fresh.put(bucket, Resets.clamped(until, now)));
        boolean same = calm && fresh.equals(spent) && last.plus(TOLD).isAfter(now) && !last.isAfter(now);
        return same ? this : new GateState(fresh, 0, Instant.EPOCH, 0, Optional.empty(), now);
    }

    /** It answered that it did not do it. */
    GateState refused(String bucket, ToolError error, Instant now, String mark) {
        return switch (error) {
            case ToolError.Transient _ -> failed(now);
            case ToolError.RateLimited(String _, Instant until) -> {
                Map<String, Instant> fresh = still(now);
                if (fresh.size() < MOST_BUCKETS) {
                    fresh.put(bucket, Resets.clamped(until, now));
                }
                yield new GateState(fresh, failures, rests, trips, block, last);
            }
            case ToolError.Quota(String message) -> blocked(new Block("quota", message, now, Optional.empty(), mark));
            case ToolError.Auth(String message, boolean _) ->
                blocked(new Block("login", message, now, Optional.empty(), mark));
            case ToolError.ContentPolicy(String message) ->
                blocked(new Block("policy", message, now, Optional.of(now.plus(FIRST_REST)), mark));
            case ToolError.Permission _,
                    ToolError.Validation _,
                    ToolError.Duplicate _,
                    ToolError.NotFound _,
                    ToolError.VersionSunset _ -> well(bucket, Optional.empty(), now);
        };
    }

    /** It gave no usable answer. */
    GateState failed(Instant now) {
        int more = Math.min(1000, failures + 1);
        if (more < MOST_FAILURES) {
            return new GateState(spent, more, rests, trips, block, last);
        }
        Duration rest = FIRST_REST.multipliedBy(1L << Math.min(trips, 4));
        return new GateState(
                spent,
                more,
                now.plus(rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest),
                Math.min(100, trips + 1),
                block,
                last);
    }

    private GateState blocked(Block fresh) {
        return new GateState(spent, failures, rests, trips, Optional.of(fresh), last);
    }

    private Map<String, Instant> still(Instant now) {
        Map<String, Instant> still = new TreeMap<>(spent);
        still.values().removeIf(until -> !sane(until, now).isAfter(now));
        return still;
    }

    /** What a clock that was ahead has left is not waited for. */
    private static Instant sane(Instant at, Instant now) {
        return at.isAfter(now.plus(Duration.ofHours(27))) ? Instant.EPOCH : at;
    }

    byte[] bytes() throws JsonProcessingException {
        ObjectNode json = JSON.createObjectNode().put("v", 1);
        spent.forEach((bucket, until) -> json.withObject("/spent").put(bucket, until.toString()));
        json.put("failures", failures).put("rests", rests.toString()).put("trips", trips);
        json.put("last", last.toString());
        block.ifPresent(one -> {
            ObjectNode inner = json.putObject("block")
                    .put("kind", one.kind())
                    .put("message", one.message())
                    .put("at", one.at().toString())
                    .put("mark", one.mark());
            one.until().ifPresent(until -> inner.put("until", until.toString()));
        });
        return JSON.writeValueAsBytes(json);
    }

    /** A file that is damaged counts as none: all it could do is to save calls. */
    static GateState of(byte[] bytes) {
        try {
            JsonNode json = JSON.readTree(bytes);
            Map<String, Instant> spent = new TreeMap<>();
            json.path("spent").properties().forEach(one -> spent.put(one.getKey(), instant(one.getValue())));
            JsonNode inner = json.path("block");
            return new GateState(
                    spent,
                    json.path("failures").asInt(),
                    instant(json.path("rests")),
                    json.path("trips").asInt(),
                    inner.isObject()
                            ? Optional.of(new Block(
                                    inner.path("kind").asText(),
                                    inner.path("message").asText(),
                                    instant(inner.path("at")),
                                    inner.has("until") ? Optional.of(instant(inner.path("until"))) : Optional.empty(),
                                    inner.path("mark").asText()))
                            : Optional.empty(),
                    instant(json.path("last")));
        } catch (IOException damaged) {
            return FRESH;
        }
    }

    private static Instant instant(JsonNode node) {
        try {
            return Instant.parse(node.asText());
        } catch (DateTimeException none) {
            return Instant.EPOCH;
        }
    }
}
