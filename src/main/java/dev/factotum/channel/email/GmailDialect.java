package dev.factotum.channel.email;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.factotum.channel.port.Dialect;
import dev.factotum.http.HttpReply.Answered;
import dev.factotum.http.Resets;
import dev.factotum.tool.ToolError;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/** How Gmail's API says what is wrong (platforms.md 7.1): {@code {"error":{"code","message","errors":[{"reason"}]}}}. */
final class GmailDialect implements Dialect {
    /** Daily limits begin anew at midnight there. */
    private static final ZoneId GOOGLE = ZoneId.of("America/Los_Angeles");

    private static final Pattern AFTER = Pattern.compile("(?i)retry after ([0-9TZ:.+-]{10,40})");
    private static final Duration USUAL = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "Gmail";
    }

    @Override
    public String words(JsonNode json) {
        JsonNode error = json.path("error");
        return error.isTextual()
                ? error.asText() + " " + json.path("error_description").asText("")
                : error.path("message").asText("");
    }

    @Override
    public ToolError error(Answered answer, JsonNode json, String said, Instant now) {
        String reason = reason(json);
        return switch (answer.status()) {
            case 401 -> new ToolError.Auth(said, true);
            case 403 -> forbidden(reason, answer, json, said, now);
            case 404, 410 -> new ToolError.NotFound(said);
            case 413 -> new ToolError.Validation(said);
            case 429 ->
                reason.equals("dailylimitexceeded")
                        ? new ToolError.RateLimited(said, tomorrow(now))
                        : new ToolError.RateLimited(said, again(answer, json, now));
            case 408 -> new ToolError.Transient(said);
            default ->
                answer.status() >= 500
                        ? new ToolError.Transient(said)
                        : answer.status() == 400 && reason.equals("failedprecondition")
                                ? new ToolError.Permission(said)
                                : json.path("error").asText("").equals("invalid_grant")
                                        ? new ToolError.Auth(said, false)
                                        : new ToolError.Validation(said);
        };
    }

    private static ToolError forbidden(String reason, Answered answer, JsonNode json, String said, Instant now) {
        return switch (reason) {
            case "insufficientpermissions", "access_token_scope_insufficient" -> new ToolError.Auth(said, false);
            case "dailylimitexceeded" -> new ToolError.RateLimited(said, tomorrow(now));
            case "userratelimitexceeded", "ratelimitexceeded", "quotaexceeded" ->
                new ToolError.RateLimited(said, again(answer, json, now));
            default -> new ToolError.Permission(said);
        };
    }

    /** The first reason that is given, in lower case. */
    private static String reason(JsonNode json) {
        JsonNode error = json.path("error");
        String reason = error.path("errors").path(0).path("reason").asText("");
        if (reason.isEmpty()) {
            for (JsonNode detail : error.path("details")) {
                reason = reason.isEmpty() ? detail.path("reason").asText("") : reason;
            }
        }
        return reason.toLowerCase(Locale.ROOT);
    }

    private static Instant again(Answered answer, JsonNode json, Instant now) {
        Optional<Instant> header = answer.header("retry-after").flatMap(text -> Resets.parse(text, now));
        Matcher told = AFTER.matcher(json.path("error").path("message").asText(""));
        return header.or(() -> told.find() ? Resets.parse(told.group(1), now) : Optional.empty())
                .orElse(now.plus(USUAL));
    }

    private static Instant tomorrow(Instant now) {
        return Resets.clamped(
                now.atZone(GOOGLE)
                        .toLocalDate()
                        .plusDays(1)
                        .atStartOfDay(GOOGLE)
                        .toInstant(),
                now);
    }
}
