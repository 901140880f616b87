package dev.factotum.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.config.SpendSettings.Pace;
import dev.factotum.problem.AuthCode;
import dev.factotum.problem.Problem;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How one endpoint fares, for all processes and over restarts: when its next call may start, and whether it is asked at
 * all.
 *
 * @param nextCall when the next call may start
 * @param nextTokens until when the tokens of calls so far fill their minute
 * @param failures in a row
 * @param failedAt when it failed last
 * @param passedOver until when it is not asked after it failed too often
 * @param trips how often that happened in a row
 */
record EndpointState(
        Instant nextCall,
        Instant nextTokens,
        int failures,
        Instant failedAt,
        Instant passedOver,
        int trips,
        Optional<Block> block) {
    static final EndpointState FRESH =
            new EndpointState(Instant.EPOCH, Instant.EPOCH, 0, Instant.EPOCH, Instant.EPOCH, 0, Optional.empty());

    /** The first call and three more. */
    static final int MOST_FAILURES = 4;

    /** One cycle of the agents, then longer. */
    private static final Duration CYCLE = Duration.ofMinutes(5);

    private static final Duration LONGEST = Duration.ofMinutes(30);

    /** So long one call may find out whether it works again before another may. */
    private static final Duration PROBING = Duration.ofMinutes(1);

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LONGEST_LIMIT = Duration.ofHours(26);

    /** A month and a day. */
    private static final Duration LONGEST_CAP = Duration.ofDays(32);

    /** A key or a bill that nobody mended by then is tried once more. */
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    /** What stands in the way until it passes or the settings change. @param kind rate, billing, auth or nokey */
    record Block(String kind, String message, Instant at, Optional<Instant> until, String mark) {
        boolean holds(Instant now, String present) {
            return mark.equals(present)
                    && !now.isBefore(at.minus(FORGOTTEN))
                    && now.isBefore(until.orElse(at.plus(FORGOTTEN)));
        }
    }

    /** Why it is not asked at present. */
    Optional<ModelFault> closed(Instant now, String mark) {
        Optional<Block> holding = block.filter(one -> one.holds(now, mark));
        if (holding.isPresent()) {
            Block one = holding.get();
            return Optional.of(
                    switch (one.kind()) {
                        case "rate" ->
                            new ModelFault.RateLimited(
                                    one.message(), one.until().orElse(now));
                        case "auth" -> new ModelFault.Auth(one.message());
                        case "nokey" -> new ModelFault.Auth(one.message(), Optional.of(noKey(one.message())));
                        default -> new ModelFault.Billing(one.message(), one.until());
                    });
        }
        return now.isBefore(passedOver) && now.plus(LONGEST).isAfter(passedOver)
                ? Optional.of(new ModelFault.Transient(
                        "it failed " + failures + " times in a row and is passed over until " + passedOver))
                : Optional.empty();
    }

    /** The same for those who only look, whatever the settings are. */
    Optional<ClosedEndpoint> asRemembered(String name, Instant now) {
        return closed(now, block.map(Block::mark).orElse(""))
                .map(fault -> block.filter(one -> one.holds(now, one.mark()))
                        .map(one -> new ClosedEndpoint(name, one.kind(), one.message(), one.until()))
                        .orElseGet(() -> new ClosedEndpoint(
                                name,
                                "failing",
                                "it failed " + failures + " times in a row",
                                Optional.of(passedOver))));
    }

    /** How long a call must wait for its turn. */
    Duration delay(Instant now, Pace pace, long tokens) {
        Duration calls = Duration.between(now, sane(nextCall, now));
        Duration used = pace.tokensAMinute()
                .map(most -> Duration.between(
                        now.plus(MINUTE), later(sane(nextTokens, now), now).plus(share(tokens, most))))
                .orElse(Duration.ZERO);
        Duration longer = calls.compareTo(used) > 0 ? calls : used;
        return longer.isNegative() ? Duration.ZERO : longer;
    }

    /** A call takes its turn; where it had failed too often, it is the one that finds out. */
    EndpointState taken(Instant now, Pace pace, long tokens) {
        Instant start = later(sane(nextCall, now), now);
        long between = BigDecimal.valueOf(Duration.ofSeconds(1).toNanos())
                .divide(pace.callsASecond(), 0, RoundingMode.CEILING)
                .longValue();
        return new EndpointState(
                start.plusNanos(between),
                pace.tokensAMinute()
                        .map(most -> later(sane(nextTokens, now), now).plus(share(tokens, most)))
                        .orElse(nextTokens),
                failures,
                failedAt,
                failures >= MOST_FAILURES ? now.plus(PROBING) : passedOver,
                trips,
                block);
    }

    /** Gives back the tokens that a call did not use. */
    EndpointState used(Pace pace, long set, long real) {
        return pace.tokensAMinute()
                .map(most -> new EndpointState(
                        nextCall,
                        nextTokens.minus(share(set, most)).plus(share(real, most)),
                        failures,
                        failedAt,
                        passedOver,
                        trips,
                        block))
                .orElse(this);
    }

    /** Of a call whose tokens fill more than a minute no more than that minute is asked. */
    private static Duration share(long tokens, long most) {
        return Duration.ofMillis(Math.min(60_000, tokens * 60_000 / most));
    }

    /** What a call says about it. @param began when the call did; @param mark of the settings it was made with */
    EndpointState after(CallEnd end, Instant began, Instant now, String mark) {
        return end.failed()
                .map(failure -> switch (failure) {
                    case ModelFault.Transient fault -> failed(now);
                    case ModelFault.RateLimited(String message, Instant until) ->
                        blocked(new Block("rate", message, now, Optional.of(clamped(now, until)), mark));
                    case ModelFault.Billing(String message, Optional<Instant> until) ->
                        blocked(new Block("billing", message, now, until.flatMap(at -> cap(now, at)), mark));
                    case ModelFault.Auth(String message, Optional<Problem> missing) ->
                        // Nobody refused what was not there to be sent: it is looked for again in the next cycle.
                        blocked(missing.map(problem ->
                                        new Block("nokey", problem.why(), now, Optional.of(now.plus(CYCLE)), mark))
                                .orElseGet(() -> new Block("auth", message, now, Optional.empty(), mark)));
                    case ModelFault.Permission fault -> well(began);
                    case ModelFault.Invalid fault -> well(began);
                    case ModelFault.TooLong fault -> well(began);
                    case ModelFault.Refused fault -> well(began);
                    case ModelFault.Unusable fault -> well(began);
                })
                .orElseGet(() -> well(began));
    }

    private static Problem noKey(String why) {
        return new Problem(AuthCode.NO_SECRET, AuthCode.NO_SECRET.meaning(), "", why, AuthCode.NO_SECRET.remedy());
    }

    private static Instant clamped(Instant now, Instant until) {
        Instant least = now.plusSeconds(1);
        Instant most = now.plus(LONGEST_LIMIT);
        return until.isBefore(least) ? least : until.isAfter(most) ? most : until;
    }

    /** When a cap starts anew; a time that has passed says nothing, and none is as far off as a year. */
    private static Optional<Instant> cap(Instant now, Instant until) {
        Instant most = now.plus(LONGEST_CAP);
        return Optional.of(until.isAfter(most) ? most : until).filter(at -> at.isAfter(now));
    }

    /** It answers; a limit that another call ran into since this one began passes by itself. */
    private EndpointState well(Instant began) {
        return new EndpointState(
                nextCall,
                nextTokens,
                0,
                Instant.EPOCH,
                Instant.EPOCH,
                0,
                block.filter(one -> one.kind().equals("rate") && !one.at().isBefore(began)));
    }

    private EndpointState failed(Instant now) {
        int more = failures + 1;
        if (more < MOST_FAILURES) {
            return new EndpointState(nextCall, nextTokens, more, now, passedOver, trips, block);
        }
        Duration pause = CYCLE.multipliedBy(1L << Math.min(trips, 3));
        return new EndpointState(
                nextCall,
                nextTokens,
                more,
                now,
                now.plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause),
                trips + 1,
                block);
    }

    private EndpointState blocked(Block fresh) {
        return new EndpointState(nextCall, nextTokens, failures, failedAt, passedOver, trips, Optional.of(fresh));
    }

    /** Failures of the last minute, by which endpoints are chosen. */
    int lately(Instant now) {
        return failedAt.plus(MINUTE).isAfter(now) ? failures : 0;
    }

    /** What a clock that was ahead has left is not waited for. */
    private static Instant sane(Instant at, Instant now) {
        return at.isAfter(now.plus(Duration.ofMinutes(10))) ? now : at;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    ObjectNode json() {
        ObjectNode node = Json.object()
                .put("nextCall", nextCall.toString())
                .put("nextTokens", nextTokens.toString())
                .put("failures", failures)
                .put("failedAt", failedAt.toString())
                .put("passedOver", passedOver.toString())
                .put("trips", trips);
        block.ifPresent(one -> {
            ObjectNode inner = node.putObject("block")
                    .put("kind", one.kind())
                    .put("message", one.message())
                    .put("at", one.at().toString())
                    .put("mark", one.mark());
            one.until().ifPresent(until -> inner.put("until", until.toString()));
        });
        return node;
    }

    static EndpointState of(JsonNode node) {
        JsonNode inner = node.path("block");
        return new EndpointState(
                Json.instant(node, "nextCall").orElse(Instant.EPOCH),
                Json.instant(node, "nextTokens").orElse(Instant.EPOCH),
                node.path("failures").asInt(),
                Json.instant(node, "failedAt").orElse(Instant.EPOCH),
                Json.instant(node, "passedOver").orElse(Instant.EPOCH),
                node.path("trips").asInt(),
                inner.isObject()
                        ? Optional.of(new Block(
                                inner.path("kind").asText(),
                                inner.path("message").asText(),
                                Json.instant(inner, "at").orElse(Instant.EPOCH),
                                Json.instant(inner, "until"),
                                inner.path("mark").asText()))
                        : Optional.empty());
    }
}
