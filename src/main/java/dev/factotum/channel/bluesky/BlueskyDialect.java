package dev.factotum.channel.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.channel.port.Dialect;
import dev.factotum.channel.port.ResetHeader;
import dev.factotum.http.HttpReply.Answered;
import dev.factotum.tool.ToolError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How servers of the AT Protocol say things (platforms.md 5.4). */
final class BlueskyDialect implements Dialect {
    /** The span over which servers count calls. */
    private static final Duration SPAN = Duration.ofMinutes(5);

    @Override
    public String name() {
        return BlueskyChannel.NAME;
    }

    @Override
    public ToolError error(Answered answer, JsonNode json, String said, Instant now) {
        return switch (json.path("error").asText()) {
            case "ExpiredToken", "InvalidToken" -> new ToolError.Auth(said, true);
            case "AuthFactorTokenRequired" ->
                new ToolError.Auth(
                        said + ". Use an app password: Settings, Privacy and security, App passwords", false);
            case "AuthenticationRequired", "AuthMissing", "AccountTakedown", "AccountDeactivated" ->
                new ToolError.Auth(said, false);
            case "RecordNotFound", "NotFound" -> new ToolError.NotFound(said);
            case "InvalidSwap" -> new ToolError.Duplicate(said, Optional.empty());
            case "BlockedActor", "BlockedByActor" -> new ToolError.Permission(said);
            case "RateLimitExceeded" -> limited(answer, said, now);
            default -> byStatus(answer, said, now);
        };
    }

    private static ToolError byStatus(Answered answer, String said, Instant now) {
        return switch (answer.status()) {
            case 401, 403 -> new ToolError.Auth(said, false);
            case 404 -> new ToolError.NotFound(said);
            case 408 -> new ToolError.Transient(said);
            case 429 -> limited(answer, said, now);
            default -> answer.status() >= 500 ? new ToolError.Transient(said) : new ToolError.Validation(said);
        };
    }

    private static ToolError limited(Answered answer, String said, Instant now) {
        return new ToolError.RateLimited(said, reset(answer, now).orElse(now.plus(SPAN)));
    }

    @Override
    public String words(JsonNode json) {
        String name = json.path("error").asText("");
        String more = json.path("message").asText("");
        return more.isEmpty() || more.equals(name) ? name : name.isEmpty() ? more : name + ": " + more;
    }

    @Override
    public Optional<Instant> spent(Answered answer, Instant now) {
        return answer.header("ratelimit-remaining")
                        .filter(left -> left.strip().equals("0"))
                        .isPresent()
                ? reset(answer, now)
                : Optional.empty();
    }

    private static Optional<Instant> reset(Answered answer, Instant now) {
        return ResetHeader.of(answer, now, List.of("ratelimit-reset", "retry-after"));
    }
}
