package dev.factotum.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factotum.config.Redactor;
import dev.factotum.http.Http;
import dev.factotum.http.HttpCall;
import dev.factotum.http.HttpCall.Body;
import dev.factotum.http.HttpCall.Header;
import dev.factotum.http.HttpReply;
import dev.factotum.world.Clock;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks one provider for tokens. A request is sent once; whether to ask again is for the caller to say. */
public final class TokenEndpoint {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final int MOST_REPLY = 256 * 1024;
    private static final int LONGEST_WORDS = 200;

    /** A token that lasts longer is asked after anew all the same. */
    private static final long LONGEST_LIFE = 3_600L * 24 * 365 * 10;

    private final Home home;
    private final Client client;
    private final List<String> scopes;
    private final Http http;
    private final Clock clock;
    private final Consumer<String> conceal;

    /** @param conceal takes each token before anybody else sees it */
    public TokenEndpoint(OAuthApp app, Http http, Clock clock, Consumer<String> conceal) {
        this(app.home(), app.client(), app.scopes(), http, clock, conceal);
    }

    /** Of a login that there is. */
    public TokenEndpoint(Tokens login, Http http, Clock clock, Consumer<String> conceal) {
        this(login.home(), login.client(), login.scopes(), http, clock, conceal);
    }

    private TokenEndpoint(
            Home home, Client client, List<String> scopes, Http http, Clock clock, Consumer<String> conceal) {
        this.home = home;
        this.client = client;
        this.scopes = scopes;
        this.http = http;
        this.clock = clock;
        this.conceal = conceal;
        client.secret().ifPresent(conceal);
    }

    public Granted code(String code, String redirect, String verifier) throws InterruptedException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirect);
        form.put("code_verifier", verifier);
        return asked(form, Optional.empty());
    }

    public Granted refresh(Tokens old) throws InterruptedException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", old.refresh().orElse(""));
        return asked(form, Optional.of(old));
    }

    Granted device(String code) throws InterruptedException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "urn:ietf:params:oauth:grant-type:device_code");
        form.put("device_code", code);
        return asked(form, Optional.empty());
    }

    /** True where the provider took the token back. */
    public boolean revoke(String token) throws InterruptedException {
        if (home.revokeUrl().isEmpty()) {
            return false;
        }
        Map<String, String> form = new LinkedHashMap<>();
        form.put("token", token);
        return posted(home.revokeUrl().get(), form) instanceof HttpReply.Answered answer && answer.status() / 100 == 2;
    }

    private Granted asked(Map<String, String> form, Optional<Tokens> old) throws InterruptedException {
        return switch (posted(home.tokenUrl(), form)) {
            case HttpReply.NotSent(String reason) -> new Granted.Refused("not_sent", reason);
            case HttpReply.Barred(String reason) -> new Granted.Refused("barred", reason);
            case HttpReply.Unclear(HttpReply.Cause _, String reason) -> new Granted.Lost(home.title() + ": " + reason);
            case HttpReply.Answered answer -> read(answer, old, form);
        };
    }

    /** Its own name goes along in the body, or with its secret in the header (RFC 6749, 2.3.1). */
    HttpReply posted(URI url, Map<String, String> parameters) throws InterruptedException {
        Map<String, String> form = new LinkedHashMap<>(parameters);
        List<Header> headers = new ArrayList<>(List.of(new Header("accept", "application/json")));
        if (client.secret().isPresent()) {
            String pair = encoded(client.id()) + ":" + encoded(client.secret().get());
            conceal.accept(client.secret().get());
            headers.add(new Header(
                    "authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))));
        } else {
            form.put("client_id", client.id());
        }
        Body body = new Body("application/x-www-form-urlencoded", form(form).getBytes(StandardCharsets.US_ASCII));
        return http.send(new HttpCall("POST", url, headers, Optional.of(body), home.reach(url), DEADLINE, MOST_REPLY));
    }

    private Granted read(HttpReply.Answered answer, Optional<Tokens> old, Map<String, String> sent) {
        JsonNode json = json(answer.body());
        String access = json.path("access_token").asText("");
        if (answer.status() / 100 == 2 && !access.isEmpty()) {
            return new Granted.Given(tokens(json, access, old));
        }
        String error = json.path("error").isTextual() ? json.path("error").asText() : "";
        boolean toldNothing = error.isEmpty() || answer.status() == 408 || answer.status() == 429;
        if (answer.status() >= 500 || answer.status() / 100 == 2 || toldNothing) {
            return new Granted.Lost(home.title() + " answered HTTP " + answer.status() + " without a token");
        }
        Redactor redactor = Redactor.of(sent.values());
        String words = redactor.withoutKnown(json.path("error_description").asText(""));
        String plain = words.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        String code = redactor.withoutKnown(error).replaceAll("[^A-Za-z0-9_.-]", "");
        String said = home.title() + " answered HTTP " + answer.status() + (code.isEmpty() ? "" : " " + code)
                + (plain.isEmpty() ? "" : ": " + plain.substring(0, Math.min(LONGEST_WORDS, plain.length())));
        return new Granted.Refused(code, said);
    }

    private Tokens tokens(JsonNode json, String access, Optional<Tokens> old) {
        conceal.accept(access);
        Optional<String> refresh = Tokens.said(json, "refresh_token");
        refresh.ifPresent(conceal);
        long life = json.path("expires_in").asLong(0);
        Optional<Instant> expires =
                life > 0 ? Optional.of(clock.instant().plusSeconds(Math.min(life, LONGEST_LIFE))) : Optional.empty();
        List<String> granted = Tokens.said(json, "scope")
                .map(text -> List.of(text.strip().split("[ ,]+")))
                .orElseGet(() -> old.map(Tokens::scopes).orElse(scopes));
        return new Tokens(
                access,
                refresh.or(() -> old.flatMap(Tokens::refresh)),
                expires,
                granted,
                client,
                home,
                old.map(Tokens::born).orElseGet(() -> Pkce.unguessable().substring(0, 8)));
    }

    static JsonNode json(byte[] body) {
        try {
            JsonNode json = body.length == 0 ? null : JSON.readTree(body);
            return json == null ? JSON.missingNode() : json;
        } catch (IOException noJson) {
            return JSON.missingNode();
        }
    }

    static String form(Map<String, String> parameters) {
        StringBuilder text = new StringBuilder();
        parameters.forEach((name, value) -> text.append(text.isEmpty() ? "" : "&")
                .append(encoded(name))
                .append('=')
                .append(encoded(value)));
        return text.toString();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Whether a refusal means that the login is over, and asking again would not help. */
    static boolean over(String error) {
        return switch (error.toLowerCase(Locale.ROOT)) {
            case "not_sent", "barred", "temporarily_unavailable", "slow_down", "server_error" -> false;
            default -> true;
        };
    }
}
