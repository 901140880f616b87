package dev.factotum.llm.wire;

import dev.factotum.http.HttpReply.Answered;
import dev.factotum.llm.ModelFault;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What each provider's errors mean: the rows of platforms.md 10.1 to 10.5, read from the most to the least certain sign. */
final class ErrorRows {
    private static final Set<String> BILLING = Set.of(
            "insufficient_quota",
            "credit_balance_exhausted",
            "organization_spend_limit_exceeded",
            "project_spend_limit_exceeded",
            "organization_usage_limit_exceeded",
            "billing_error",
            "payment_required");
    private static final Set<String> TOO_LONG =
            Set.of("context_length_exceeded", "payload_too_large", "request_too_large");
    private static final Set<String> REFUSED =
            Set.of("content_policy_violation", "content_filter", "refusal", "bio_policy");
    private static final Set<String> AUTH = Set.of("invalid_api_key", "api_key_invalid", "authentication_error");
    private static final String MONTHLY_CAP = "enforced_spend_limit_reached";

    /** Statuses of errors that come without one, with HTTP 200. */
    private static final Map<String, Integer> STATUSES = Map.ofEntries(
            Map.entry("authentication", 401),
            Map.entry("authentication_error", 401),
            Map.entry("permission_denied", 403),
            Map.entry("permission_error", 403),
            Map.entry("data_residency_mismatch", 403),
            Map.entry("not_found", 404),
            Map.entry("not_found_error", 404),
            Map.entry("unprocessable", 422),
            Map.entry("invalid_request", 400),
            Map.entry("invalid_request_error", 400),
            Map.entry("invalid_prompt", 400),
            Map.entry("failed_to_download_image", 400),
            Map.entry("rate_limit_exceeded", 429),
            Map.entry("rate_limit_error", 429),
            Map.entry("slow_down", 429));

    private static final Pattern LONG_PROMPT = Pattern.compile(
            "prompt is too long|context (?:length|window)|maximum context|too many (?:input )?tokens|input token count");
    private static final Pattern SPENT =
            Pattern.compile("spend(?:ing)? limit|usage limits?|credit balance is too low|purchase credits");
    private static final Pattern REGAINED =
            Pattern.compile("(20[0-9]{2}-[01][0-9]-[0-3][0-9])(?:[ t]+(?:at )?([0-2][0-9]:[0-5][0-9]))?");
    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

    private ErrorRows() {}

    /** @param said the fault's message, free of secrets and of the prompt */
    static ModelFault fault(Answered answer, ErrorBody body, Instant now, String said) {
        boolean back = answer.header("retry-after").isPresent();
        if (body.words().contains(MONTHLY_CAP) && !back) {
            return new ModelFault.Billing(said, Optional.of(nextMonth(now)));
        }
        if (body.says(BILLING)) {
            return new ModelFault.Billing(said, Optional.empty());
        }
        if (body.says(TOO_LONG)) {
            return new ModelFault.TooLong(said);
        }
        if (body.says(REFUSED)) {
            return new ModelFault.Refused(said);
        }
        int status = status(answer.status(), body);
        return switch (status) {
            case 400 -> badRequest(body, said);
            case 401 -> new ModelFault.Auth(said);
            case 402 -> new ModelFault.Billing(said, Optional.empty());
            case 403 -> body.moderated() ? new ModelFault.Refused(said) : new ModelFault.Permission(said);
            case 408, 409 -> new ModelFault.Transient(said);
            case 413 -> new ModelFault.TooLong(said);
            case 429 ->
                new ModelFault.RateLimited(
                        said, body.daily() ? midnight(now) : ResetHeaders.until(answer, body.delay(), now));
            default -> status < 500 ? new ModelFault.Invalid(said) : new ModelFault.Transient(said);
        };
    }

    /** An error within a success has its status in its body, or none but its type; what says nothing may pass by itself. */
    private static int status(int http, ErrorBody body) {
        if (http < 200 || http > 299) {
            return http;
        }
        if (body.code() >= 400 && body.code() <= 599) {
            return body.code();
        }
        for (String word : body.words()) {
            if (word.startsWith("invalid_image") || word.startsWith("image_")) {
                return 400;
            }
            if (STATUSES.containsKey(word)) {
                return STATUSES.getOrDefault(word, 500);
            }
        }
        return 500;
    }

    private static ModelFault badRequest(ErrorBody body, String said) {
        String message = body.message().toLowerCase(Locale.ROOT);
        if (body.says(AUTH) || message.contains("api key not valid")) {
            return new ModelFault.Auth(said);
        }
        if (LONG_PROMPT.matcher(message).find()) {
            return new ModelFault.TooLong(said);
        }
        return SPENT.matcher(message).find()
                ? new ModelFault.Billing(said, regained(message))
                : new ModelFault.Invalid(said);
    }

    /** "You will regain access on 2026-12-01 at 00:00 UTC." */
    private static Optional<Instant> regained(String message) {
        Matcher date = REGAINED.matcher(message);
        if (!date.find()) {
            return Optional.empty();
        }
        try {
            LocalTime time = date.group(2) == null ? LocalTime.MIDNIGHT : LocalTime.parse(date.group(2));
            return Optional.of(LocalDate.parse(date.group(1)).atTime(time).toInstant(ZoneOffset.UTC));
        } catch (java.time.DateTimeException noDate) {
            return Optional.empty();
        }
    }

    private static Instant nextMonth(Instant now) {
        return now.atZone(ZoneOffset.UTC)
                .toLocalDate()
                .with(TemporalAdjusters.firstDayOfNextMonth())
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    /** When Google's day ends. */
    private static Instant midnight(Instant now) {
        ZonedDateTime there = now.atZone(PACIFIC);
        return there.toLocalDate().plusDays(1).atStartOfDay(PACIFIC).toInstant();
    }
}
