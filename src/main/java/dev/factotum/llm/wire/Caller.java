package dev.factotum.llm.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.config.Redactor;
import dev.factotum.http.Http;
import dev.factotum.http.HttpCall;
import dev.factotum.http.HttpCall.Header;
import dev.factotum.http.HttpReply;
import dev.factotum.http.HttpReply.Answered;
import dev.factotum.llm.ModelFault;
import dev.factotum.llm.Prompt;
import dev.factotum.llm.Reply;
import dev.factotum.llm.TokenUse;
import dev.factotum.problem.Problem;
import dev.factotum.secret.Resolved;
import dev.factotum.secret.Secrets;
import dev.factotum.world.Clock;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Sends one question to a provider, once, and tells what came back. Thread-safe. */
public final class Caller {
    private static final int MOST_REPLY = 16 * 1024 * 1024;

    private final Http http;
    private final Secrets secrets;
    private final Clock clock;

    public Caller(Http http, Secrets secrets, Clock clock) {
        this.http = http;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** What came back. */
    public sealed interface Got {
        /** A body that tells of no error. */
        record Body(JsonNode json, String requestId) implements Got {}

        record Failed(Reply.Failure failure) implements Got {}
    }

    /** How a provider wants its key. */
    public enum KeyStyle {
        BEARER,
        X_API_KEY
    }

    /** @param use reads what a body says was used, for a failure may cost too */
    public Got post(
            Peer at, String path, KeyStyle style, ObjectNode body, Prompt prompt, Function<JsonNode, TokenUse> use)
            throws InterruptedException {
        return post(at, path, style, body, Said.asked(prompt), use);
    }

    /** @param asked the texts that the body holds: no fault's message quotes them */
    public Got post(
            Peer at, String path, KeyStyle style, ObjectNode body, List<String> asked, Function<JsonNode, TokenUse> use)
            throws InterruptedException {
        return switch (secrets.resolve(at.key(), "models.providers." + at.name() + ".key")) {
            case Resolved.NotNeeded none -> send(at, path, style, body, asked, use, Optional.empty());
            case Resolved.Found found ->
                send(
                        at,
                        path,
                        style,
                        body,
                        asked,
                        use,
                        Optional.of(found.secret().reveal()));
            case Resolved.Missing(Problem problem) ->
                unsent(new ModelFault.Auth(
                        at.name() + ": " + problem.oneLine() + ". " + problem.next(), Optional.of(problem)));
        };
    }

    private Got send(
            Peer at,
            String path,
            KeyStyle style,
            ObjectNode body,
            List<String> asked,
            Function<JsonNode, TokenUse> use,
            Optional<String> key)
            throws InterruptedException {
        List<Header> headers = new ArrayList<>();
        at.headers().forEach((name, value) -> headers.add(new Header(name, value)));
        headers.add(new Header("accept", "application/json"));
        if (key.isPresent()) {
            if (!key.get().chars().allMatch(letter -> letter > 0x20 && letter < 0x7f)) {
                return unsent(new ModelFault.Auth(at.name() + ": the key holds a character that no key has"));
            }
            headers.add(
                    switch (style) {
                        case BEARER -> new Header("authorization", "Bearer " + key.get());
                        case X_API_KEY -> new Header("x-api-key", key.get());
                    });
        }
        HttpReply reply = http.send(new HttpCall(
                "POST",
                URI.create(at.base() + path),
                headers,
                Optional.of(new HttpCall.Body("application/json", Json.bytes(body))),
                at.reach(),
                at.timeout(),
                MOST_REPLY));
        // Whatever answers, the key it was sent goes no further.
        UnaryOperator<String> clean = key.<UnaryOperator<String>>map(
                        secret -> Redactor.of(List.of(secret))::withoutKnown)
                .orElse(UnaryOperator.identity());
        return switch (reply) {
            case HttpReply.NotSent(String reason) ->
                unsent(new ModelFault.Transient(at.name() + ": " + clean.apply(reason)));
            case HttpReply.Barred(String reason) ->
                unsent(new ModelFault.Permission(at.name() + ": " + clean.apply(reason)));
            case HttpReply.Unclear(HttpReply.Cause cause, String reason) ->
                new Got.Failed(new Reply.Failure(
                        switch (cause) {
                            case DEADLINE, DROPPED -> new ModelFault.Transient(at.name() + ": " + clean.apply(reason));
                            case TOO_LARGE -> new ModelFault.Unusable(at.name() + ": " + clean.apply(reason));
                        },
                        TokenUse.UNTOLD,
                        ""));
            case Answered answer -> read(at, answer.with(clean), asked, key, use);
        };
    }

    private Got read(
            Peer at, Answered answer, List<String> asked, Optional<String> key, Function<JsonNode, TokenUse> use) {
        boolean success = answer.status() >= 200 && answer.status() <= 299;
        Optional<JsonNode> json = Json.read(answer.text());
        String id = requestId(answer, json);
        if (success && (json.isEmpty() || !json.get().isContainerNode())) {
            ModelFault fault = notJson(at, answer);
            boolean page = fault instanceof ModelFault.Invalid;
            return new Got.Failed(new Reply.Failure(fault, page ? TokenUse.NONE : TokenUse.UNTOLD, id));
        }
        Optional<ErrorBody> told =
                success ? ErrorBody.in(json.orElseThrow()) : Optional.of(ErrorBody.of(answer.text()));
        if (told.isEmpty()) {
            return new Got.Body(json.orElseThrow(), id);
        }
        ErrorBody error = told.get();
        if (answer.status() == 401) {
            secrets.forget(at.key());
        }
        String words = Said.of(error.message(), asked, key);
        String kind = error.words().stream()
                .sorted()
                .map(word -> " " + Said.of(word, asked, key))
                .reduce("", String::concat);
        String said = at.name() + ": HTTP " + answer.status() + kind + (words.isEmpty() ? "" : ": " + words);
        return new Got.Failed(new Reply.Failure(
                ErrorRows.fault(answer, error, clock.instant(), said),
                json.map(use).filter(TokenUse::told).orElse(TokenUse.NONE),
                id));
    }

    /** A page in place of an answer comes from something else than a model; half an answer was cut on its way. */
    private static ModelFault notJson(Peer at, Answered answer) {
        boolean page = answer.header("content-type").orElse("").contains("html")
                || answer.text().stripLeading().startsWith("<");
        if (answer.header("content-type").orElse("").contains("event-stream")) {
            return new ModelFault.Unusable(
                    at.name() + ": it sends its answer in pieces, though it was asked for a whole one");
        }
        return page
                ? new ModelFault.Invalid(
                        at.name() + ": a web page stands where a model should answer; is its base_url right?")
                : new ModelFault.Transient(at.name() + ": the answer was cut off on its way");
    }

    private static String requestId(Answered answer, Optional<JsonNode> json) {
        return answer.header("x-request-id")
                .or(() -> answer.header("request-id"))
                .or(() -> json.map(body -> body.path("request_id").asText("")).filter(id -> !id.isEmpty()))
                .or(() -> json.map(body -> body.path("id").asText("")))
                .map(id -> id.length() <= 200 ? id : id.substring(0, 200))
                .orElse("");
    }

    private static Got unsent(ModelFault fault) {
        return new Got.Failed(new Reply.Failure(fault, TokenUse.NONE, "", false));
    }
}
