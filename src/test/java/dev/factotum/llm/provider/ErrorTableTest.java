package dev.factotum.llm.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.factotum.llm.Embedding;
import dev.factotum.llm.ModelFault;
import dev.factotum.llm.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The error rows of platforms.md 10.1 to 10.5 and 17. It is 08:00 on 20 November 2026 (UTC). */
class ErrorTableTest {
    private final Counter counter = new Counter();

    /** @param expected the kind of fault, and until when where it says so */
    record Row(String provider, int status, List<String> headers, String body, String expected) {}

    @AfterEach
    void end() {
        counter.close();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachRowIsItsFault(Row row) throws Exception {
        counter.answers(row.status(), row.body(), row.headers().toArray(new String[0]));
        Map<String, String> rest =
                row.provider().equals("openai-chat") ? Map.of("kind", "openai", "api", "chat") : Map.of();

        Reply reply = counter.provider(row.provider(), rest).call("m", Counter.prompt());

        assertEquals(row.expected(), shown(Counter.fault(reply)), reply::toString);
        assertFalse(reply.toString().contains(Counter.KEY), reply::toString);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachRowIsTheSameFaultWhereVectorsAreAskedFor(Row row) throws Exception {
        if (row.provider().equals("anthropic")) {
            return;
        }
        counter.answers(row.status(), row.body(), row.headers().toArray(new String[0]));

        Embedding reply =
                counter.embedder(row.provider().replace("-chat", ""), Map.of()).embed("m", List.of("Hello"));

        assertEquals(row.expected(), shown(Counter.fault(reply)), reply::toString);
        assertFalse(reply.toString().contains(Counter.KEY), reply::toString);
    }

    private static String shown(ModelFault fault) {
        return switch (fault) {
            case ModelFault.RateLimited limited -> "RateLimited " + limited.until();
            case ModelFault.Billing billing ->
                "Billing" + billing.until().map(until -> " " + until).orElse("");
            default -> fault.getClass().getSimpleName();
        };
    }

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (String openai : List.of("openai", "openai-chat")) {
            openai(rows, openai);
        }
        anthropic(rows);
        others(rows);
        return rows;
    }

    private static void openai(List<Row> rows, String name) {
        row(rows, name, 400, openai("invalid_request_error", "null"), "Invalid");
        row(rows, name, 400, openai("invalid_request_error", "\"context_length_exceeded\""), "TooLong");
        row(rows, name, 400, openai("invalid_request_error", "\"content_policy_violation\""), "Refused");
        row(rows, name, 401, openai("invalid_request_error", "\"invalid_api_key\""), "Auth");
        row(rows, name, 403, openai("invalid_request_error", "\"unsupported_country_region_territory\""), "Permission");
        row(rows, name, 404, openai("invalid_request_error", "\"model_not_found\""), "Invalid");
        row(rows, name, 409, openai("conflict", "null"), "Transient");
        row(rows, name, 422, openai("invalid_request_error", "null"), "Invalid");
        for (String code : List.of(
                "insufficient_quota",
                "credit_balance_exhausted",
                "organization_spend_limit_exceeded",
                "project_spend_limit_exceeded",
                "organization_usage_limit_exceeded")) {
            row(rows, name, 429, openai("insufficient_quota", "\"" + code + "\""), "Billing", "retry-after: 2");
        }
        row(rows, name, 429, openai("requests", "\"project_spend_limit_exceeded\""), "Billing");
        String rate = openai("requests", "\"rate_limit_exceeded\"");
        row(
                rows,
                name,
                429,
                rate,
                "RateLimited 2026-11-20T08:00:02Z",
                "retry-after: 2",
                "x-ratelimit-reset-requests: 1s");
        row(rows, name, 429, rate, "RateLimited 2026-11-20T08:00:02.500Z", "retry-after-ms: 2500", "retry-after: 3");
        row(
                rows,
                name,
                429,
                rate,
                "RateLimited 2026-11-20T08:06:00Z",
                "x-ratelimit-remaining-requests: 7",
                "x-ratelimit-reset-requests: 10m",
                "x-ratelimit-remaining-tokens: 0",
                "x-ratelimit-reset-tokens: 6m0s");
        row(rows, name, 429, rate, "RateLimited 2026-11-20T08:01:00Z");
        row(rows, name, 429, openai("slow_down", "\"slow_down\""), "RateLimited 2026-11-20T08:01:00Z");
        row(rows, name, 429, "", "RateLimited 2026-11-20T08:01:00Z");
        row(rows, name, 500, openai("server_error", "null"), "Transient");
        row(rows, name, 503, openai("server_error", "\"server_is_overloaded\""), "Transient");
        row(rows, name, 504, "", "Transient");
        row(rows, name, 502, "<html><body>502 Bad Gateway</body></html>", "Transient");
        row(rows, name, 302, "", "Invalid", "location: https://elsewhere.example/");
        row(rows, name, 418, "not json {", "Invalid");
    }

    private static void anthropic(List<Row> rows) {
        anthropic(rows, 400, "invalid_request_error", "messages: roles must alternate", "Invalid");
        anthropic(rows, 400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum", "TooLong");
        anthropic(
                rows,
                400,
                "invalid_request_error",
                "You have reached your specified API usage limits. You will regain access on 2026-12-01 at 00:00 UTC.",
                "Billing 2026-12-01T00:00:00Z");
        anthropic(rows, 400, "invalid_request_error", "Your user-set spend limit was reached", "Billing");
        anthropic(rows, 400, "invalid_request_error", "Your credit balance is too low to access the API.", "Billing");
        anthropic(rows, 401, "authentication_error", "invalid x-api-key", "Auth");
        anthropic(rows, 402, "billing_error", "There is an issue with your billing", "Billing");
        anthropic(rows, 403, "permission_error", "no access", "Permission");
        anthropic(rows, 404, "not_found_error", "model: x", "Invalid");
        anthropic(rows, 409, "conflict_error", "again", "Transient");
        anthropic(rows, 413, "request_too_large", "too large", "TooLong");
        anthropic(rows, 429, "rate_limit_error", "slower", "RateLimited 2026-11-20T08:00:30Z", "retry-after: 30");
        anthropic(
                rows,
                429,
                "rate_limit_error",
                "slower",
                "RateLimited 2026-11-20T08:00:45Z",
                "anthropic-ratelimit-input-tokens-remaining: 0",
                "anthropic-ratelimit-input-tokens-reset: 2026-11-20T08:00:45Z",
                "anthropic-ratelimit-requests-remaining: 10",
                "anthropic-ratelimit-requests-reset: 2026-11-20T08:05:00Z");
        anthropic(rows, 500, "api_error", "internal", "Transient");
        anthropic(rows, 504, "timeout_error", "late", "Transient");
        anthropic(rows, 529, "overloaded_error", "Overloaded", "Transient", "x-should-retry: true");
        anthropic(rows, 200, "overloaded_error", "Overloaded", "Transient");
        anthropic(rows, 200, "rate_limit_error", "slower", "RateLimited 2026-11-20T08:01:00Z");
        String cap = """
                {"type":"error","error":{"type":"rate_limit_error","message":"…","details":{"error_code":"enforced_spend_limit_reached"}},"request_id":"req_2"}""";
        row(rows, "anthropic", 429, cap, "Billing 2026-12-01T00:00:00Z");
        row(rows, "anthropic", 429, cap, "RateLimited 2026-11-20T08:00:09Z", "retry-after: 9");
    }

    private static void others(List<Row> rows) {
        String gemini = """
                [{"error":{"code":%d,"message":"m","status":"%s","details":[%s]}}]""";
        String retry = "{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"37s\"}";
        String daily = "{\"@type\":\"type.googleapis.com/google.rpc.QuotaFailure\",\"violations\":[{\"quotaId\":"
                + "\"GenerateRequestsPerDayPerProjectPerModel\"}]}";
        String badKey = "{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"API_KEY_INVALID\"}";
        row(
                rows,
                "gemini",
                429,
                gemini.formatted(429, "RESOURCE_EXHAUSTED", retry),
                "RateLimited 2026-11-20T08:00:37Z");
        row(
                rows,
                "gemini",
                429,
                gemini.formatted(429, "RESOURCE_EXHAUSTED", retry + "," + daily),
                "RateLimited 2026-11-21T08:00:00Z");
        row(rows, "gemini", 400, gemini.formatted(400, "INVALID_ARGUMENT", badKey), "Auth");
        row(rows, "gemini", 400, gemini.formatted(400, "INVALID_ARGUMENT", ""), "Invalid");
        row(rows, "gemini", 402, gemini.formatted(402, "FAILED_PRECONDITION", ""), "Billing");
        row(rows, "gemini", 403, gemini.formatted(403, "PERMISSION_DENIED", ""), "Permission");
        row(
                rows,
                "gemini",
                503,
                gemini.formatted(503, "UNAVAILABLE", "").substring(1).replace("}}]", "}}"),
                "Transient");

        openRouter(rows, 429, "rate_limit_exceeded", "RateLimited 2026-11-20T08:01:00Z");
        openRouter(rows, 401, "authentication", "Auth");
        openRouter(rows, 402, "payment_required", "Billing");
        openRouter(rows, 403, "permission_denied", "Permission");
        openRouter(rows, 404, "not_found", "Invalid");
        openRouter(rows, 408, "timeout", "Transient");
        openRouter(rows, 504, "timeout", "Transient");
        openRouter(rows, 502, "provider_unavailable", "Transient");
        openRouter(rows, 503, "provider_overloaded", "Transient");
        openRouter(rows, 500, "server", "Transient");
        openRouter(rows, 500, "unmapped", "Transient");
        openRouter(rows, 400, "context_length_exceeded", "TooLong");
        openRouter(rows, 400, "invalid_request", "Invalid");
        openRouter(rows, 400, "invalid_prompt", "Invalid");
        openRouter(rows, 400, "content_policy_violation", "Refused");
        openRouter(rows, 400, "refusal", "Refused");
        openRouter(rows, 413, "payload_too_large", "TooLong");
        openRouter(rows, 422, "unprocessable", "Invalid");
        String flagged = """
                {"error":{"code":403,"message":"flagged","metadata":{"reasons":["x"],"flagged_input":"Hello"}}}""";
        row(rows, "openrouter", 403, flagged, "Refused");
        row(
                rows,
                "openrouter",
                429,
                "{\"error\":{\"code\":429,\"message\":\"m\"}}",
                "RateLimited 2026-11-20T10:00:00Z",
                "x-ratelimit-remaining: 0",
                "x-ratelimit-reset: 1795168800000");
        row(
                rows,
                "openrouter",
                200,
                "{\"id\":\"g\",\"choices\":[{\"error\":{\"code\":502,\"message\":\"m\"},\"finish_reason\":\"error\"}]}",
                "Transient");

        row(rows, "ollama", 404, "{\"error\":\"model 'm' not found\"}", "Invalid");
        row(rows, "ollama", 400, "{\"error\":\"m does not support tools\"}", "Invalid");
        row(rows, "ollama", 429, "{\"error\":\"too many requests\"}", "RateLimited 2026-11-20T08:01:00Z");
        row(rows, "ollama", 502, "{\"error\":\"cloud is away\"}", "Transient");
        row(rows, "ollama", 500, "{\"error\":\"out of memory\"}", "Transient");
        row(rows, "ollama", 200, "{\"error\":\"out of memory\"}", "Transient");
        row(
                rows,
                "vllm",
                400,
                "{\"object\":\"error\",\"message\":\"maximum context length is 9\",\"code\":400}",
                "TooLong");
        row(rows, "openai", 200, responses("rate_limit_exceeded"), "RateLimited 2026-11-20T08:01:00Z");
        row(rows, "openai", 200, responses("server_error"), "Transient");
        row(rows, "openai", 200, responses("invalid_prompt"), "Invalid");
        row(rows, "openai", 200, responses("bio_policy"), "Refused");
        row(rows, "openai", 200, responses("data_residency_mismatch"), "Permission");
        row(rows, "openai", 200, responses("vector_store_timeout"), "Transient");
        row(rows, "openai", 200, responses("invalid_image_format"), "Invalid");
    }

    private static String openai(String type, String code) {
        return "{\"error\":{\"message\":\"words\",\"type\":\"" + type + "\",\"param\":null,\"code\":" + code + "}}";
    }

    private static String responses(String code) {
        return "{\"id\":\"resp_1\",\"status\":\"failed\",\"error\":{\"code\":\"" + code + "\",\"message\":\"m\"}}";
    }

    private static void anthropic(
            List<Row> rows, int status, String type, String message, String expected, String... headers) {
        String body = "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message
                + "\"},\"request_id\":\"req_1\"}";
        row(rows, "anthropic", status, body, expected, headers);
    }

    /** Each with its status, and late: within HTTP 200. */
    private static void openRouter(List<Row> rows, int code, String type, String expected) {
        String body = "{\"id\":\"gen-1\",\"choices\":[],\"error\":{\"code\":" + code
                + ",\"message\":\"m\",\"metadata\":{\"error_type\":\"" + type + "\"}}}";
        row(rows, "openrouter", code, body, expected);
        row(rows, "openrouter", 200, body, expected);
    }

    private static void row(
            List<Row> rows, String provider, int status, String body, String expected, String... headers) {
        rows.add(new Row(provider, status, List.of(headers), body, expected));
    }
}
