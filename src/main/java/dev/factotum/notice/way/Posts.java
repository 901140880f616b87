package dev.factotum.notice.way;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.http.Http;
import dev.factotum.http.HttpCall;
import dev.factotum.http.HttpCall.Body;
import dev.factotum.http.HttpCall.Header;
import dev.factotum.http.HttpReply;
import dev.factotum.http.HttpReply.Answered;
import dev.factotum.http.Reach;
import dev.factotum.http.Resets;
import dev.factotum.tool.ToolError;
import dev.factotum.world.Clock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Posts JSON to the service of a target and reads what it answers. No reason that it gives holds an address or a token. */
final class Posts {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_REPLY = 256 * 1024;
    private static final int MOST_WORDS = 120;
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final Http http;
    private final Clock clock;

    Posts(Http http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    Instant now() {
        return clock.instant();
    }

    HttpReply post(URI url, List<Header> headers, ObjectNode body) throws InterruptedException {
        return post(url, headers, body, DEADLINE);
    }

    HttpReply post(URI url, List<Header> headers, ObjectNode body, Duration deadline) throws InterruptedException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        return http.straight(new HttpCall(
                "POST",
                url,
                headers,
                Optional.of(new Body("application/json", bytes)),
                Reach.named(url),
                deadline,
                MOST_REPLY));
    }

    /** @param read what an answer means */
    Sent sent(HttpReply reply, Function<Answered, Sent> read) {
        return switch (reply) {
            case HttpReply.NotSent(String reason) -> new Sent.Failed(new ToolError.Transient(reason));
            case HttpReply.Barred(String reason) -> new Sent.Failed(new ToolError.Permission(reason));
            case HttpReply.Unclear(HttpReply.Cause _, String reason) -> new Sent.Unclear(reason);
            case Answered answer -> read.apply(answer);
        };
    }

    /** What a status means where the service's own words tell no more. A create that met 502 or 504 may have arrived. */
    Sent status(Answered answer, String words) {
        String said = "HTTP " + answer.status() + (words.isEmpty() ? "" : ": " + words(words));
        return switch (answer.status()) {
            case 401 -> new Sent.Failed(new ToolError.Auth(said, false));
            case 403 -> new Sent.Failed(new ToolError.Permission(said));
            case 404, 410 -> new Sent.Failed(new ToolError.NotFound(said));
            case 429 -> limited(said, answer.header("retry-after"));
            case 500, 503, 507 -> new Sent.Failed(new ToolError.Transient(said));
            case 408 -> new Sent.Unclear(said);
            default ->
                answer.status() >= 500 ? new Sent.Unclear(said) : new Sent.Failed(new ToolError.Validation(said));
        };
    }

    /** @param wait in any of the forms of {@link Resets}; a minute where there is none */
    Sent limited(String said, Optional<String> wait) {
        Instant until = wait.flatMap(text -> Resets.parse(text, now())).orElse(now().plusSeconds(60));
        return new Sent.Failed(new ToolError.RateLimited(said, until));
    }

    /** The body as JSON; a missing node where it is none, such as a proxy's page. */
    static JsonNode json(Answered answer) {
        try {
            JsonNode read = JSON.readTree(answer.body());
            return read == null ? MissingNode.getInstance() : read;
        } catch (JsonProcessingException noJson) {
            return MissingNode.getInstance();
        } catch (java.io.IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String words(String said) {
        return Plain.line(said, MOST_WORDS);
    }

    /** An address of the web, or empty: what a secret holds is never shown. */
    static Optional<URI> address(String text) {
        try {
            URI url = URI.create(text.strip());
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("https") || scheme.equals("http");
            return web && url.getHost() != null ? Optional.of(url) : Optional.empty();
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
