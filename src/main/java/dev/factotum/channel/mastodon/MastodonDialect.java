package dev.factotum.channel.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.channel.port.Dialect;
import dev.factotum.channel.port.ResetHeader;
import dev.factotum.http.HttpReply.Answered;
import dev.factotum.tool.ToolError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How Mastodon servers say things (platforms.md 6). */
final class MastodonDialect implements Dialect {
    /** The span over which servers count calls. */
    private static final Duration SPAN = Duration.ofMinutes(5);

    @Override
    public String name() {
        return MastodonChannel.NAME;
    }

    @Override
    public ToolError error(Answered answer, JsonNode json, String said, Instant now) {
        return switch (answer.status()) {
            case 401 -> new ToolError.Auth(said, true);
            case 403 -> new ToolError.Permission(said);
            case 404, 410 -> new ToolError.NotFound(said);
            case 408 -> new ToolError.Transient(said);
            case 422 ->
                words(json).contains("not finished processing")
                        ? new ToolError.Transient(said)
                        : new ToolError.Validation(said);
            case 429 -> new ToolError.RateLimited(said, reset(answer, now).orElse(now.plus(SPAN)));
            default -> answer.status() >= 500 ? new ToolError.Transient(said) : new ToolError.Validation(said);
        };
    }

    @Override
    public String words(JsonNode json) {
        String error = json.path("error").asText("");
        String more = json.path("error_description").asText("");
        return more.isEmpty() ? error : error + ": " + more;
    }

    @Override
    public Optional<Instant> spent(Answered answer, Instant now) {
        return answer.header("x-ratelimit-remaining")
                        .filter(left -> left.strip().equals("0"))
                        .isPresent()
                ? reset(answer, now)
                : Optional.empty();
    }

    private static Optional<Instant> reset(Answered answer, Instant now) {
        return ResetHeader.of(answer, now, List.of("x-ratelimit-reset", "retry-after"));
    }
}
