package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.channel.port.BearerKey;
import dev.factotum.channel.port.Channel;
import dev.factotum.channel.port.Gate;
import dev.factotum.channel.port.Ground;
import dev.factotum.channel.port.Health;
import dev.factotum.channel.port.Line;
import dev.factotum.channel.sandbox.Action;
import dev.factotum.cli.Connecting.Wish;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.login.Client;
import dev.factotum.login.Login;
import dev.factotum.login.Login.Field;
import dev.factotum.login.OAuthApp;
import dev.factotum.login.Tokens;
import dev.factotum.problem.AuthCode;
import dev.factotum.problem.CommandCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.ToolId;
import dev.factotum.world.World;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class ConnectTest {
    private static final Traits.Screen SCREEN = new Traits.Screen(true, false, false, StandardCharsets.UTF_8);
    private static final Traits TERMINAL = new Traits(true, SCREEN, SCREEN, 100);

    @TempDir
    Path folder;

    private final Map<String, String> variables = new HashMap<>();
    private Path vault = Path.of("");

    /** A platform that takes one password. */
    private record Chirp(URI provider) implements Channel {
        @Override
        public String id() {
            return "chirp";
        }

        @Override
        public String name() {
            return "Chirp";
        }

        @Override
        public List<Action> actions() {
            return List.of();
        }

        @Override
        public List<Login> logins() {
            Field handle = new Field("handle", "Your handle", false, "", true);
            Field password = new Field("password", "App password", true, "Settings, Privacy, App passwords.", true);
            return List.of(
                    new Login.Typed(
                            "app-password",
                            "a password of its own",
                            List.of(handle, password),
                            Map.of("post", "to post what you approved")),
                    new Login.ShownCode("code", "a code", List.of(), Map.of(), (given, http) -> app()),
                    new Login.Typed(
                            "keys",
                            "two keys",
                            List.of(
                                    new Field("first", "First key", true, "", true),
                                    new Field("second", "Second key", true, "", true)),
                            Map.of()));
        }

        private OAuthApp app() {
            return new OAuthApp(
                    "Chirp",
                    provider.resolve("/authorize"),
                    provider.resolve("/token"),
                    Optional.empty(),
                    Optional.empty(),
                    List.of("read"),
                    new Client("app", Optional.empty()),
                    Map.of(),
                    true,
                    0);
        }

        @Override
        public Line open(AccountSettings account, Ground ground) {
            return new Line() {
                @Override
                public Optional<dev.factotum.channel.port.Act> act(ToolId tool) {
                    return Optional.empty();
                }

                @Override
                public Health health() throws InterruptedException {
                    Optional<ToolError> closed = new Gate(ground.vault(), account.name(), "Chirp").closed("read", "");
                    if (closed.isPresent()) {
                        return new Health.Ill(closed.get());
                    }
                    String key = switch (BearerKey.key(account, ground.secrets())) {
                        case BearerKey.Key.There(String value) -> value;
                        case BearerKey.Key.Missing missing -> "";
                    };
                    boolean good = key.equals("canary-right")
                            || Tokens.parse(key)
                                    .map(Tokens::access)
                                    .filter("canary-token"::equals)
                                    .isPresent()
                            || key.equals("{\"first\":\"canary-1\",\"second\":\"canary-2\"}");
                    return good
                            ? new Health.Well("@" + account.handle(), List.of("300 posts a day"))
                            : new Health.Ill(new ToolError.Auth("Chirp: HTTP 401: wrong password", false));
                }
            };
        }
    }

    private record Said(int exit, String out, String err, Optional<Problem> problem) {}

    @BeforeEach
    void aVault() throws IOException {
        vault = folder.resolve("vault");
        assertEquals(0, run("init", vault.toString()).exit());
        Files.writeString(vault.resolve("agent.yaml"), "# mine\ntimezone: Europe/London\n");
    }

    private AgentRun.Ended run(String... arguments) {
        return AgentRun.in(Files.exists(vault) ? vault : folder)
                .world(Elsewhere.world(folder.resolve("state"), variables))
                .run(arguments);
    }

    private Said connect(Wish wish, Traits traits, Hands hands, String typed) throws Exception {
        return connect(wish, traits, hands, typed, URI.create("http://127.0.0.1:1"));
    }

    private Said connect(Wish wish, Traits traits, Hands hands, String typed, URI provider) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal =
                new Terminal(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)), out, err, traits);
        World world = Elsewhere.world(folder.resolve("state"), variables);
        Session session = new Session(
                new Surroundings(terminal, variables, vault, () -> world, new Interrupt(code -> {}), hands, ""),
                new Options(),
                "agent connect");
        int exit;
        Optional<Problem> problem = Optional.empty();
        try {
            exit = new Connecting(session, List.of(new Chirp(provider)))
                    .connect(wish)
                    .value();
        } catch (ProblemException refused) {
            problem = Optional.of(refused.problem());
            exit = refused.problem().code().exit().value();
        }
        terminal.flush();
        session.logbook().ifPresent(log -> log.end(0));
        Said said = new Said(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8), problem);
        assertFalse((said.out() + said.err() + problem).contains("canary"), said.toString());
        return said;
    }

    private static Wish wish(String name, String channel, Map<String, String> given, boolean piped) {
        return new Wish(Optional.of(name), Optional.of(channel), Optional.empty(), given, piped, false);
    }

    private String yaml() throws IOException {
        return Files.readString(vault.resolve("agent.yaml"));
    }

    @Test
    void aNewcomerIsAskedForWhatIsMissingAndNothingIsWrittenBeforeItWorked() throws Exception {
        Wish wish = new Wish(Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), false, false);
        Said said = connect(wish, TERMINAL, ScriptedKeys.inTurn("canary-right\n"), "shop\nchirp\n\nshop.example\n");

        assertEquals(0, said.exit(), said.toString());
        assertEquals("""
                Connected shop: Chirp knows it as @shop.example.
                  300 posts a day
                """, said.out());
        assertEquals("""
                What is the account to be called? Steps name it, such as shop-x: \
                Which channel is it on? (chirp) \
                Chirp can be connected in these ways:
                  app-password  a password of its own
                  code  a code
                  keys  two keys
                Which one? [app-password] \
                Connecting shop to Chirp: a password of its own.
                It will be allowed to:
                  post  to post what you approved
                Your handle: \
                Settings, Privacy, App passwords.
                App password (not shown): \n\
                Checking the login …
                It is live: a step that names it and is approved goes out. The login is kept outside of the vault.
                Next: agent doctor checks it; agent watch takes in what comes.
                """, said.err());
        assertEquals("""
                # mine
                timezone: Europe/London
                accounts:
                  shop: { channel: chirp, handle: shop.example, key: "secret:shop", mode: live }
                """, yaml());
        assertTrue(run("secrets", "list").out().matches("shop  0 days old +sealed +agent.yaml:4\n"));
        assertTrue(run("log").out().contains("shop on chirp: connected as @shop.example"));
        String list = run("connect", "list").out();
        assertTrue(list.startsWith("shop  live     chirp  shop.example  login of today"), list);
    }

    @Test
    void aLoginThatDoesNotWorkLeavesAllAsItWas() throws Exception {
        String before = yaml();
        Said said = connect(
                wish("shop", "chirp", Map.of("handle", "a.b"), true), Traits.PIPES, Hands.NONE, "canary-wrong\n");

        assertEquals(5, said.exit());
        assertEquals(AuthCode.NOT_LOGGED_IN, said.problem().orElseThrow().code());
        assertEquals(
                "Chirp: HTTP 401: wrong password", said.problem().orElseThrow().why());
        assertEquals(before, yaml());
        assertTrue(run("secrets").out().startsWith("No secrets are kept"));
    }

    @Test
    void anAccountThatIsThereIsRenewedAndAWrongPasswordKeepsTheOldOne() throws Exception {
        Wish wish = wish("shop", "chirp", Map.of("handle", "a.b"), true);
        assertEquals(
                0, connect(wish, Traits.PIPES, Hands.NONE, "canary-right\n").exit());
        String written = yaml().replace("mode: live", "mode: sandbox, watch: 5m # mine too");
        Files.writeString(vault.resolve("agent.yaml"), written.replace("# mine too }", "} # mine too"));

        Wish again = new Wish(Optional.of("shop"), Optional.empty(), Optional.empty(), Map.of(), true, false);
        assertEquals(
                5, connect(again, Traits.PIPES, Hands.NONE, "canary-wrong\n").exit());
        Said said = connect(again, Traits.PIPES, Hands.NONE, "canary-right\n");
        assertEquals(0, said.exit(), said.toString());
        assertTrue(said.out().startsWith("Renewed shop"), said.out());
        assertTrue(yaml().endsWith("key: \"secret:shop\", mode: live, watch: 5m } # mine too\n"), yaml());
    }

    @Test
    void anAccountThatIsLeftAloneForNowIsAskedAllTheSame() throws Exception {
        Path state = Files.createDirectories(vault.resolve(".agent/accounts")).resolve("shop.json");
        Files.writeString(
                state,
                "{\"v\":1,\"failures\":4,\"trips\":1,\"rests\":\""
                        + Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS) + "\"}");
        Wish wish = wish("shop", "chirp", Map.of("handle", "a.b"), true);
        Said said = connect(wish, Traits.PIPES, Hands.NONE, "canary-right\n");
        assertEquals(0, said.exit(), said.toString());
    }

    @Test
    void withoutATerminalEveryMissingOptionIsNamed() throws Exception {
        Said nothing = connect(wish("shop", "chirp", Map.of(), false), Traits.PIPES, Hands.NONE, "");
        assertEquals(CommandCode.NEEDS_INPUT, nothing.problem().orElseThrow().code());
        assertEquals(
                "Give --handle and --stdin.", nothing.problem().orElseThrow().next());
        Said odd = connect(wish("shop", "chrip", Map.of(), false), Traits.PIPES, Hands.NONE, "");
        assertEquals("there are chirp", odd.problem().orElseThrow().why());
        Said noName = connect(wish("a.b", "chirp", Map.of(), false), Traits.PIPES, Hands.NONE, "");
        assertEquals(2, noName.exit());
        Said noWay = connect(
                new Wish(Optional.of("shop"), Optional.of("chirp"), Optional.of("magic"), Map.of(), false, false),
                Traits.PIPES,
                Hands.NONE,
                "");
        assertEquals(
                "there are app-password, code, keys",
                noWay.problem().orElseThrow().why());
    }

    @Test
    void severalSecretsAreKeptTogether() throws Exception {
        Said said = connect(
                new Wish(
                        Optional.of("shop"),
                        Optional.of("chirp"),
                        Optional.of("keys"),
                        Map.of("handle", "x"),
                        true,
                        false),
                Traits.PIPES,
                Hands.NONE,
                "canary-1\ncanary-2\n");
        assertEquals(0, said.exit(), said.toString());
    }

    @Test
    void aCodeThatWasShownBecomesALoginThatCanBeRefreshed() throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse.Builder()
                    .code(200)
                    .body("{\"access_token\":\"canary-token\",\"refresh_token\":\"canary-r\",\"expires_in\":7200}")
                    .build());
            Said said = connect(
                    new Wish(Optional.of("shop"), Optional.of("chirp"), Optional.of("code"), Map.of(), false, false),
                    TERMINAL,
                    ScriptedKeys.inTurn("canary-code\n"),
                    "",
                    URI.create("http://127.0.0.1:" + server.getPort()));
            assertEquals(0, said.exit(), said.toString());
            assertTrue(said.err().contains("Open this address in a browser:\n\n  http://127.0.0.1:"), said.err());
            assertTrue(yaml().contains("channel: chirp, handle: \"@\", key: \"secret:shop\""), yaml());
        }
    }

    @Test
    void anAccountIsDisconnectedAndItsLoginForgotten() throws Exception {
        connect(wish("shop", "chirp", Map.of("handle", "a.b"), true), Traits.PIPES, Hands.NONE, "canary-right\n");
        assertEquals(2, run("connect", "remove", "shop").exit());
        AgentRun.Ended removed = run("connect", "remove", "shop", "--force");
        assertEquals(0, removed.exit(), removed.err());
        assertEquals("Disconnected shop: it is simulated from now on. Its login was forgotten here.\n", removed.out());
        assertTrue(yaml().contains("mode: sandbox"), yaml());
        assertTrue(
                run("secrets").out().startsWith("missing  secret:shop"),
                run("secrets").out());
        assertEquals(2, run("connect", "remove", "shopp", "--force").exit());
    }

    @Test
    void noFileOfTheVaultHoldsALogin() throws Exception {
        connect(wish("shop", "chirp", Map.of("handle", "a.b"), true), Traits.PIPES, Hands.NONE, "canary-right\n");
        connect(wish("shop", "chirp", Map.of("handle", "a.b"), true), Traits.PIPES, Hands.NONE, "canary-wrong\n");
        for (Path root : List.of(vault, folder.resolve("state"))) {
            try (var files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                    assertFalse(text.contains("canary"), file.toString());
                }
            }
        }
    }
}
