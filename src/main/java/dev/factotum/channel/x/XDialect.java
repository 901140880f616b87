package dev.factotum.channel.x;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.channel.port.Dialect;
import dev.factotum.channel.port.ResetHeader;
import dev.factotum.http.HttpReply.Answered;
import dev.factotum.tool.ToolError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** X's errors and limits (platforms.md 1.7 and 1.8). */
final class XDialect implements Dialect {
    private static final Duration WINDOW = Duration.ofMinutes(15);

    /** Each with {@code -limit}, {@code -remaining} and {@code -reset}. */
    private static final List<String> LIMITS = List.of("x-rate-limit", "x-app-limit-24hour", "x-user-limit-24hour");

    @Override
    public String name() {
        return "X";
    }

    @Override
    public ToolError error(Answered answer, JsonNode json, String said, Instant now) {
        String all = (words(json) + " " + json.path("type").asText("") + " "
                        + json.path("reason").asText(""))
                .toLowerCase(Locale.ROOT);
        return switch (answer.status()) {
            case 401 -> new ToolError.Auth(said, true);
            case 402 ->
                new ToolError.Quota(said + ". The credits of the X app are used up; buy more at console.x.com, or raise"
                        + " its spending limit");
            case 403 -> forbidden(json, all, said);
            case 404 -> new ToolError.NotFound(said);
            case 410 -> new ToolError.VersionSunset(said);
            case 429 ->
                all.contains("usage-capped") || all.contains("usagecap") || all.contains("usage cap")
                        ? new ToolError.Quota(said + ". X counts the app's reads by the month")
                        : new ToolError.RateLimited(said, until(answer, now));
            default ->
                answer.status() >= 500 || answer.status() == 408
                        ? new ToolError.Transient(said)
                        : new ToolError.Validation(said);
        };
    }

    private static ToolError forbidden(JsonNode json, String all, String said) {
        if (all.contains("duplicate content")) {
            return new ToolError.Duplicate(said, Optional.empty());
        }
        if (all.contains("cashtag") || all.contains("invalid url")) {
            return new ToolError.Validation(said);
        }
        if (all.contains("unsupported authentication") || all.contains("unsupported-authentication")) {
            return new ToolError.Auth(said + ". It must be the token of a user, with the scope to write", false);
        }
        if (all.contains("automated") || all.contains("spam") || code(json) == 226) {
            return new ToolError.ContentPolicy(said);
        }
        if (all.contains("mentioned") || all.contains("reply to this") || all.contains("not allowed to reply")) {
            return new ToolError.Permission(
                    said + ". X takes a reply only where the author mentioned or quoted the account");
        }
        return new ToolError.Permission(said);
    }

    private static int code(JsonNode json) {
        return json.path("errors").path(0).path("code").asInt(json.path("code").asInt());
    }

    /** The latest reset among the limits that are used up; else what the headers say at all; else one window. */
    private static Instant until(Answered answer, Instant now) {
        List<Instant> used = resets(answer, now, true);
        List<Instant> any = used.isEmpty() ? resets(answer, now, false) : used;
        Optional<Instant> after = ResetHeader.of(answer, now, List.of("retry-after"));
        return any.stream().max(Instant::compareTo).or(() -> after).orElse(now.plus(WINDOW));
    }

    private static List<Instant> resets(Answered answer, Instant now, boolean usedUp) {
        List<Instant> found = new ArrayList<>();
        for (String limit : LIMITS) {
            boolean none = answer.header(limit + "-remaining")
                    .map(left -> left.strip().equals("0"))
                    .orElse(false);
            if (none || !usedUp) {
                ResetHeader.of(answer, now, List.of(limit + "-reset")).ifPresent(found::add);
            }
        }
        return found;
    }

    @Override
    public Optional<Instant> spent(Answered answer, Instant now) {
        return resets(answer, now, true).stream().max(Instant::compareTo);
    }

    @Override
    public String words(JsonNode json) {
        List<String> words = new ArrayList<>();
        add(words, json.path("title"));
        add(words, json.path("detail"));
        add(words, json.path("message"));
        for (JsonNode one : json.path("errors")) {
            add(words, one.path("title"));
            add(words, one.path("detail"));
            add(words, one.path("message"));
        }
        return String.join(": ", words.subList(0, Math.min(4, words.size())));
    }

    private static void add(List<String> words, JsonNode word) {
        String text = word.asText("").strip();
        if (!text.isEmpty() && !words.contains(text)) {
            words.add(text);
        }
    }
}
