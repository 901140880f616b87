package dev.factotum.channel.port;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.factotum.channel.port.ApiCall.Kind;
import dev.factotum.config.Redactor;
import dev.factotum.http.Http;
import dev.factotum.http.HttpCall;
import dev.factotum.http.HttpCall.Header;
import dev.factotum.http.HttpReply;
import dev.factotum.http.HttpReply.Answered;
import dev.factotum.tool.ToolError;
import dev.factotum.world.Clock;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account's way to a platform's API. A call is made once, and once more only where the platform certainly refused it for
 * an old token. What the platform said of limits, bills and logins is kept in the account's {@link Gate}, which every caller
 * of the account passes. Thread-safe.
 */
public final class Api {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final int MOST_REPLY = 16 << 20;
    private static final int LONGEST_WORDS = 200;
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final Http http;
    private final Clock clock;
    private final ServerAddress server;
    private final Authority authority;
    private final Dialect dialect;
    private final Gate gate;

    public Api(Ground ground, ServerAddress server, Authority authority, Dialect dialect, Gate gate) {
        this.http = ground.http();
        this.clock = ground.vault().world().clock();
        this.server = server;
        this.authority = authority;
        this.dialect = dialect;
        this.gate = gate;
    }

    public ApiReply send(ApiCall call) throws InterruptedException {
        String mark = authority.mark();
        Optional<ToolError> closed = gate.closed(call.bucket(), mark);
        if (closed.isPresent()) {
            return new ApiReply.Refused(closed.get());
        }
        ApiReply reply = once(call);
        if (reply instanceof ApiReply.Refused(ToolError.Auth(String _, boolean refreshable)) && refreshable) {
            Optional<ToolError> dead = authority.renew();
            reply = dead.isPresent() ? new ApiReply.Refused(dead.get()) : once(call);
            if (reply instanceof ApiReply.Refused(ToolError.Auth(String message, boolean again)) && again) {
                reply = new ApiReply.Refused(new ToolError.Auth(message, false));
            }
        }
        try {
            gate.after(call.bucket(), reply, dialect, authority.mark());
        } catch (IOException unwritable) {
            // What the platform did stays true: all that this could do is to save calls.
            LOG.atWarn()
                    .addKeyValue("why", unwritable.getClass().getSimpleName())
                    .log("account's state not kept");
        }
        return reply;
    }

    private ApiReply once(ApiCall call) throws InterruptedException {
        URI url = server.url(call);
        Authority.Pass pass = authority.pass(call.method(), url, call.form());
        return switch (pass) {
            case Authority.Pass.None(ToolError error) -> new ApiReply.Refused(error);
            case Authority.Pass.Given given -> sent(call, url, given);
        };
    }

    private ApiReply sent(ApiCall call, URI url, Authority.Pass.Given pass) throws InterruptedException {
        List<Header> headers = new ArrayList<>(call.headers());
        headers.add(new Header("accept", "application/json"));
        headers.addAll(pass.headers());
        HttpReply reply = http.send(
                new HttpCall(call.method(), url, headers, call.body(), server.reach(), call.deadline(), MOST_REPLY));
        Redactor redactor = Redactor.of(pass.secrets());
        return switch (reply) {
            case HttpReply.NotSent(String reason) ->
                new ApiReply.Refused(new ToolError.Transient(named(redactor.withoutKnown(reason))));
            case HttpReply.Barred(String reason) ->
                new ApiReply.Refused(new ToolError.Permission(named(redactor.withoutKnown(reason))));
            case HttpReply.Unclear(HttpReply.Cause _, String reason) ->
                lost(call, named(redactor.withoutKnown(reason)));
            case Answered answer -> read(call, answer.with(redactor::withoutKnown));
        };
    }

    private ApiReply read(ApiCall call, Answered answer) {
        JsonNode json = json(answer);
        if (!dialect.wrong(answer, json)) {
            return new ApiReply.Good(answer, json);
        }
        String words = dialect.words(json).replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        String said = named("HTTP " + answer.status()
                + (words.isEmpty()
                        ? ""
                        : ": " + (words.length() > LONGEST_WORDS ? words.substring(0, LONGEST_WORDS) + "…" : words)));
        return answer.status() >= 500 && call.kind() != Kind.READ
                ? new ApiReply.Lost(said)
                : new ApiReply.Refused(dialect.error(answer, json, said, clock.instant()));
    }

    private static ApiReply lost(ApiCall call, String why) {
        return call.kind() == Kind.READ ? new ApiReply.Refused(new ToolError.Transient(why)) : new ApiReply.Lost(why);
    }

    private String named(String reason) {
        return dialect.name() + ": " + reason;
    }

    private static JsonNode json(Answered answer) {
        try {
            JsonNode json = answer.body().length == 0 ? null : JSON.readTree(answer.body());
            return json == null ? MissingNode.getInstance() : json;
        } catch (JsonProcessingException noJson) {
            return MissingNode.getInstance();
        } catch (IOException impossible) {
            throw new IllegalStateException("reading from memory failed", impossible);
        }
    }
}
