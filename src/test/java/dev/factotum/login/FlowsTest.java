package dev.factotum.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.problem.Problem;
import dev.factotum.world.TestClock;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FlowsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock(Instant.parse("2026-11-20T08:00:00Z"));

    private Provider provider(Function<Map<String, String>, MockResponse> answer) throws IOException {
        return new Provider(folder, clock, answer);
    }

    private static MockResponse granted(Map<String, String> form) {
        return Provider.json(
                200,
                "{\"access_token\":\"canary-a\",\"refresh_token\":\"canary-r\",\"expires_in\":7200,\"scope\":\"read write\"}");
    }

    private static Problem failed(LoggedIn in) {
        return assertInstanceOf(LoggedIn.Failed.class, in).problem();
    }

    private static Tokens done(LoggedIn in) {
        return Tokens.parse(assertInstanceOf(LoggedIn.Done.class, in).secret()).orElseThrow();
    }

    /** What a browser does that is sent on. */
    private static String back(URI authorize, String parameters) {
        String redirect = Provider.form(authorize.getRawQuery()).get("redirect_uri");
        return get(redirect + "?" + parameters);
    }

    private static String state(URI authorize) {
        return Provider.form(authorize.getRawQuery()).getOrDefault("state", "");
    }

    private static String get(String url) {
        try {
            HttpURLConnection call = (HttpURLConnection) URI.create(url).toURL().openConnection();
            int status = call.getResponseCode();
            try (var in = status < 400 ? call.getInputStream() : call.getErrorStream()) {
                return status + " " + new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException gone) {
            return "gone";
        }
    }

    @Test
    void aBrowserThatComesBackWithTheCodeLogsIn() throws Exception {
        try (Provider provider = provider(FlowsTest::granted)) {
            List<String> pages = new ArrayList<>();
            Provider.Typist typist = new Provider.Typist(address -> {
                pages.add(back(address, "code=canary-code&state=" + state(address)));
                return Optional.empty();
            });
            LoggedIn in = new CodeFlow(provider.app(Optional.empty()), provider.endpoint(Optional.empty()))
                    .byBrowser(typist, LONG);

            Tokens tokens = done(in);
            assertEquals("canary-a", tokens.access());
            assertEquals(Optional.of("canary-r"), tokens.refresh());
            assertEquals(Optional.of(clock.instant().plusSeconds(7200)), tokens.expires());
            assertTrue(pages.getFirst().startsWith("200 ") && pages.getFirst().contains("Go back to the terminal"));
            Map<String, String> asked =
                    Provider.form(URI.create(typist.seen.getFirst()).getRawQuery());
            Map<String, String> sent = provider.asked.remove();
            assertEquals("S256", asked.get("code_challenge_method"));
            assertEquals(asked.get("code_challenge"), challenge(sent.getOrDefault("code_verifier", "")));
            assertEquals("read write", asked.get("scope"));
            assertEquals("consent", asked.get("prompt"));
            assertEquals("our app", sent.get("client_id"), "a public client gives its name in the body");
            assertEquals(asked.get("redirect_uri"), sent.get("redirect_uri"));
            assertTrue(asked.getOrDefault("redirect_uri", "").startsWith("http://127.0.0.1:"));
            assertTrue(provider.concealed.containsAll(List.of("canary-a", "canary-r")));
            assertFalse(in.toString().contains("canary") || tokens.toString().contains("canary"));
        }
    }

    private static String challenge(String verifier) throws Exception {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    }

    /** RFC 7636, appendix B. */
    @Test
    void theChallengeIsTheStandardsOwn() {
        assertEquals(
                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
                new Pkce("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").challenge());
    }

    @Test
    void anAnswerOfAnotherLoginIsTurnedAwayAndOneIsEnough() throws Exception {
        try (Provider provider = provider(FlowsTest::granted)) {
            List<String> pages = new ArrayList<>();
            Provider.Typist typist = new Provider.Typist(address -> {
                pages.add(back(address, "code=evil&state=guess"));
                pages.add(back(address, "code=evil"));
                pages.add(back(address, "code=good&state=" + state(address)));
                pages.add(back(address, "code=late&state=" + state(address)));
                return Optional.empty();
            });
            done(new CodeFlow(provider.app(Optional.empty()), provider.endpoint(Optional.empty()))
                    .byBrowser(typist, LONG));

            assertEquals(
                    List.of("400", "400", "200", "409"),
                    pages.stream().map(page -> page.substring(0, 3)).toList());
            assertEquals("good", provider.asked.remove().get("code"));
            assertTrue(provider.asked.isEmpty());
        }
    }

    @Test
    void aPersonWhoRefusesOrNeverComesBackIsSaid() throws Exception {
        try (Provider provider = provider(FlowsTest::granted)) {
            CodeFlow flow = new CodeFlow(provider.app(Optional.empty()), provider.endpoint(Optional.empty()));
            Problem refused = failed(flow.byBrowser(
                    new Provider.Typist(address -> {
                        back(address, "error=access_denied%3Cscript%3E&state=" + state(address));
                        return Optional.empty();
                    }),
                    LONG));
            assertEquals("Example did not allow it.", refused.what());
            assertEquals("it answered access_deniedscript", refused.why());
            Problem nobody =
                    failed(flow.byBrowser(new Provider.Typist(address -> Optional.empty()), Duration.ofMillis(1)));
            assertEquals("Nobody came back from the login.", nobody.what());
            assertTrue(provider.asked.isEmpty());
        }
    }

    @Test
    void aConfidentialAppShowsItsSecretInTheHeader() throws Exception {
        try (Provider provider = provider(FlowsTest::granted)) {
            Optional<String> secret = Optional.of("s:cret/");
            Tokens tokens = done(new CodeFlow(provider.app(secret), provider.endpoint(secret))
                    .byShownCode(new Provider.Typist(address -> Optional.of(" pasted "))));
            Map<String, String> sent = provider.asked.remove();
            assertEquals(
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString("our+app:s%3Acret%2F".getBytes(StandardCharsets.UTF_8)),
                    sent.get(":authorization"));
            assertFalse(sent.containsKey("client_id"));
            assertEquals("pasted", sent.get("code"));
            assertEquals("urn:ietf:wg:oauth:2.0:oob", sent.get("redirect_uri"));
            assertEquals(tokens, Tokens.parse(tokens.text()).orElseThrow());
        }
    }

    @Test
    void aRefusedCodeIsSaidWithoutRepeatingIt() throws Exception {
        try (Provider provider = provider(form -> Provider.json(
                400, "{\"error\":\"invalid_grant\",\"error_description\":\"Bad code " + form.get("code") + "\"}"))) {
            Problem problem = failed(new CodeFlow(provider.app(Optional.empty()), provider.endpoint(Optional.empty()))
                    .byShownCode(new Provider.Typist(address -> Optional.of("canary-code"))));
            assertTrue(problem.why().startsWith("Example answered HTTP 400 invalid_grant: Bad code"), problem.why());
            assertFalse(problem.toString().contains("canary"));
        }
    }

    @Test
    void aDeviceIsAskedForUntilItWasAllowedAndMoreSlowlyWhereToldSo() throws Exception {
        AtomicInteger polls = new AtomicInteger();
        try (Provider provider = provider(form -> switch (form.getOrDefault(":path", "")) {
            case "/device" ->
                Provider.json(
                        200,
                        "{\"device_code\":\"canary-d\",\"user_code\":\"WDJB-MJHT\",\"verification_uri\":\"https://example.com/device\",\"expires_in\":900,\"interval\":5}");
            default ->
                switch (polls.incrementAndGet()) {
                    case 1 -> Provider.json(400, "{\"error\":\"authorization_pending\"}");
                    case 2 -> Provider.json(400, "{\"error\":\"slow_down\"}");
                    case 3 -> Provider.json(502, "<html>");
                    default -> granted(form);
                };
        })) {
            Provider.Typist typist = new Provider.Typist(address -> Optional.empty());
            Instant before = clock.instant();
            done(new DeviceFlow(provider.app(Optional.empty()), provider.endpoint(Optional.empty()), clock)
                    .login(typist));
            assertEquals(Duration.ofSeconds(5 + 5 + 10 + 15), Duration.between(before, clock.instant()));
            assertTrue(typist.seen.get(1).contains("WDJB-MJHT"));
        }
    }

    @Test
    void aDeviceThatNobodyAllowsEndsWithItsCode() throws Exception {
        try (Provider provider = provider(form -> form.getOrDefault(":path", "").equals("/device")
                ? Provider.json(
                        200,
                        "{\"device_code\":\"d\",\"user_code\":\"AB\",\"verification_uri\":\"https://example.com\",\"expires_in\":60}")
                : Provider.json(400, "{\"error\":\"authorization_pending\"}"))) {
            Problem problem =
                    failed(new DeviceFlow(provider.app(Optional.empty()), provider.endpoint(Optional.empty()), clock)
                            .login(new Provider.Typist(address -> Optional.empty())));
            assertEquals("Nobody allowed the login.", problem.what());
        }
    }

    @Test
    void aNumberLogsInByOauthOne() throws Exception {
        try (Provider provider = provider(form -> new MockResponse.Builder()
                .code(200)
                .body(
                        form.getOrDefault(":path", "").equals("/request")
                                ? "oauth_token=first&oauth_token_secret=s1&oauth_callback_confirmed=true"
                                : "oauth_token=12-canary&oauth_token_secret=canary%2Fs&screen_name=shop")
                .build())) {
            SigningApp app = new SigningApp(
                    "Example",
                    provider.at("/request"),
                    provider.at("/authorize"),
                    provider.at("/access"),
                    new Client("key", Optional.of("secret")),
                    true);
            Provider.Typist typist = new Provider.Typist(address -> Optional.of("1234567"));
            LoggedIn in = new PinFlow(app, provider.http(), clock, provider.concealed::add).login(typist);

            Signed login = Signed.parse(
                            assertInstanceOf(LoggedIn.Done.class, in).secret())
                    .orElseThrow();
            assertEquals("12-canary", login.token());
            assertEquals("canary/s", login.secret());
            assertTrue(typist.seen.getFirst().endsWith("/authorize?oauth_token=first"));
            assertTrue(
                    provider.asked.remove().getOrDefault(":authorization", "").contains("oauth_callback=\"oob\""));
            String second = provider.asked.remove().getOrDefault(":authorization", "");
            assertTrue(second.contains("oauth_verifier=\"1234567\"") && second.contains("oauth_token=\"first\""));
        }
    }
}
