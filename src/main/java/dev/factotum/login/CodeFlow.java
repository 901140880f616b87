package dev.factotum.login;

import dev.factotum.problem.AuthCode;
import dev.factotum.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** OAuth 2.0's authorization code with PKCE: by a browser that is sent back to this machine, or by a code that is typed. */
public final class CodeFlow {
    /** What a redirect address is where the code is shown to the person. */
    static final String SHOWN = "urn:ietf:wg:oauth:2.0:oob";

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final OAuthApp app;
    private final TokenEndpoint tokens;

    public CodeFlow(OAuthApp app, TokenEndpoint tokens) {
        this.app = app;
        this.tokens = tokens;
    }

    public LoggedIn byBrowser(Person person) throws InterruptedException {
        return byBrowser(person, PATIENCE);
    }

    LoggedIn byBrowser(Person person, Duration patience) throws InterruptedException {
        String state = Pkce.unguessable();
        Pkce pkce = Pkce.fresh();
        try (Loopback back = new Loopback(app.port(), state)) {
            person.visit(authorize(back.redirect(), state, pkce), "Log in there and allow it.");
            person.say("Waiting for the browser, " + patience.toMinutes() + " minutes at most. Ctrl-C stops it.");
            Optional<Map<String, String>> answer = back.await(patience);
            if (answer.isEmpty()) {
                return failed(
                        "Nobody came back from the login.",
                        "no answer came within " + patience.toMinutes() + " minutes");
            }
            String error = answer.get().getOrDefault("error", "");
            if (!error.isEmpty()) {
                return failed(app.title() + " did not allow it.", plain(error));
            }
            return exchanged(answer.get().getOrDefault("code", ""), back.redirect(), pkce);
        } catch (IOException taken) {
            return failed(
                    "The login could not wait for the browser.",
                    "port " + app.port() + " on 127.0.0.1 cannot be opened: " + taken.getMessage());
        }
    }

    /** For providers that show a code. */
    public LoggedIn byShownCode(Person person) throws IOException, InterruptedException {
        Pkce pkce = Pkce.fresh();
        person.visit(authorize(SHOWN, "", pkce), "Log in there, allow it, and copy the code that is shown.");
        Optional<String> code = person.type("The code", true).map(String::strip).filter(text -> !text.isEmpty());
        return code.isEmpty() ? failed("No code was given.", "nothing was typed") : exchanged(code.get(), SHOWN, pkce);
    }

    private URI authorize(String redirect, String state, Pkce pkce) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", app.client().id());
        query.put("redirect_uri", redirect);
        query.put("scope", String.join(" ", app.scopes()));
        if (!state.isEmpty()) {
            query.put("state", state);
        }
        query.put("code_challenge", pkce.challenge());
        query.put("code_challenge_method", "S256");
        query.putAll(new java.util.TreeMap<>(app.extra()));
        String base = app.authorizeUrl().toString();
        String encoded = TokenEndpoint.form(query).replace("+", "%20");
        return URI.create(base + (base.indexOf('?') < 0 ? "?" : "&") + encoded);
    }

    private LoggedIn exchanged(String code, String redirect, Pkce pkce) throws InterruptedException {
        return of(tokens.code(code, redirect, pkce.verifier()));
    }

    static LoggedIn of(Granted granted) {
        return switch (granted) {
            case Granted.Given(Tokens given) -> new LoggedIn.Done(given.text());
            case Granted.Refused(String error, String reason) -> failed("The login was refused.", reason);
            case Granted.Lost(String reason) -> failed("The login got no answer.", reason);
        };
    }

    static LoggedIn failed(String what, String why) {
        return new LoggedIn.Failed(
                new Problem(AuthCode.NOT_LOGGED_IN, what, "", why, "Nothing was changed. Try it again."));
    }

    private static String plain(String error) {
        String clean = error.replaceAll("[^A-Za-z0-9_.-]", "");
        return "it answered " + clean.substring(0, Math.min(80, clean.length()));
    }
}
