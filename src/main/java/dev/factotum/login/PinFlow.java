package dev.factotum.login;

import dev.factotum.http.Http;
import dev.factotum.http.HttpCall;
import dev.factotum.http.HttpCall.Body;
import dev.factotum.http.HttpReply;
import dev.factotum.world.Clock;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** OAuth 1.0a in three steps, by a number that the provider shows: no browser on this machine is needed. */
public final class PinFlow {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final int MOST_REPLY = 64 * 1024;

    private final SigningApp app;
    private final Http http;
    private final Clock clock;
    private final Consumer<String> conceal;

    public PinFlow(SigningApp app, Http http, Clock clock, Consumer<String> conceal) {
        this.app = app;
        this.http = http;
        this.clock = clock;
        this.conceal = conceal;
        app.consumer().secret().ifPresent(conceal);
    }

    /** What a step answered, by name; empty with the reason where it gave no token. */
    private record Step(Map<String, String> values, String reason) {
        boolean good() {
            return values.containsKey("oauth_token") && values.containsKey("oauth_token_secret");
        }

        Signed login(Client consumer) {
            return new Signed(
                    consumer, values.getOrDefault("oauth_token", ""), values.getOrDefault("oauth_token_secret", ""));
        }
    }

    public LoggedIn login(Person person) throws IOException, InterruptedException {
        Step asked = step(new Signed(app.consumer(), "", ""), app.requestUrl(), Map.of("oauth_callback", "oob"));
        if (!asked.good()) {
            return CodeFlow.failed("The login could not begin.", asked.reason());
        }
        Signed first = asked.login(app.consumer());
        person.visit(
                URI.create(app.authorizeUrl() + "?oauth_token=" + Signature.encoded(first.token())),
                "Log in there, allow it, and copy the number that is shown.");
        Optional<String> pin =
                person.type("The number", true).map(String::strip).filter(text -> !text.isEmpty());
        if (pin.isEmpty()) {
            return CodeFlow.failed("No number was given.", "nothing was typed");
        }
        Step done = step(first, app.accessUrl(), Map.of("oauth_verifier", pin.get()));
        return done.good()
                ? new LoggedIn.Done(done.login(app.consumer()).text())
                : CodeFlow.failed("The login was refused.", done.reason());
    }

    private Step step(Signed with, URI url, Map<String, String> more) throws InterruptedException {
        HttpCall.Header header = Signature.fresh(with, clock).header("POST", url, List.of(), more);
        Body nothing = new Body("application/x-www-form-urlencoded", new byte[0]);
        HttpReply reply = http.send(
                new HttpCall("POST", url, List.of(header), Optional.of(nothing), app.reach(url), DEADLINE, MOST_REPLY));
        return switch (reply) {
            case HttpReply.NotSent(String reason) -> new Step(Map.of(), reason);
            case HttpReply.Barred(String reason) -> new Step(Map.of(), reason);
            case HttpReply.Unclear(HttpReply.Cause _, String reason) -> new Step(Map.of(), reason);
            case HttpReply.Answered answer -> read(answer);
        };
    }

    /** Only the status is told of a refusal: its text may repeat what was sent. */
    private Step read(HttpReply.Answered answer) {
        Map<String, String> values = new HashMap<>();
        if (answer.status() / 100 == 2) {
            for (String pair : answer.text().strip().split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.indexOf('%') < 0) {
                    values.put(pair.substring(0, equals), pair.substring(equals + 1));
                } else if (equals > 0) {
                    values.put(
                            pair.substring(0, equals),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
            values.values().forEach(conceal);
        }
        return new Step(values, app.title() + " answered HTTP " + answer.status() + " without a token");
    }
}
