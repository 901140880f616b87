package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.cli.AgentRun.Ended;
import dev.factotum.world.World;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Secrets in every place that takes one, and in those that take none: none is ever seen again (S13). */
class CanariesTest {
    /** More than a word, less than any known form: only who knows it can tell. The signs differ in every encoding. */
    private static final List<String> ENDS = List.of("", "+/=", "~%41&x", "\"'\\", "ü ß");

    @TempDir
    Path folder;

    private final Map<String, String> canaries = new LinkedHashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private final ConcurrentLinkedQueue<String> sent = new ConcurrentLinkedQueue<>();
    private final List<String> found = new ArrayList<>();
    private MockWebServer server = new MockWebServer();
    private Path vault = Path.of("");

    @BeforeEach
    void aVaultWithWork() throws IOException {
        vault = folder.resolve("vault");
        assertEquals(
                0,
                AgentRun.in(folder).world(world()).run("init", vault.toString()).exit());
        matter();
    }

    private void matter() throws IOException {
        for (String input : List.of("Question about invoice 1042.eml", "Winter opening hours.txt")) {
            try (var stream = CanariesTest.class.getResourceAsStream("demo/" + input)) {
                Files.write(
                        vault.resolve("Inbox").resolve(input),
                        Objects.requireNonNull(stream).readAllBytes());
            }
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    private World world() {
        return Elsewhere.world(folder.resolve("state"), variables);
    }

    /** A new one for this place, with signs or as letters alone. */
    private String canary(String place, boolean signs) {
        int number = canaries.size();
        String value = "Zq" + Integer.toString(7_919 * (number + 101), 36) + "kolibri" + number
                + (signs ? ENDS.get(number % ENDS.size()) : "");
        canaries.put(place, value);
        return value;
    }

    private String canary(String place) {
        return canary(place, false);
    }

    /** Runs a command and looks at all that it says. */
    private Ended run(String... arguments) {
        Ended ended =
                AgentRun.in(vault).world(world()).whilePausing(pause -> true).run(arguments);
        String command = String.join(" ", arguments);
        look("stdout of " + command, ended.out());
        look("stderr of " + command, ended.err());
        assertTrue(ended.exit() != 9, command + ": " + ended.err());
        return ended;
    }

    private static final List<List<String>> COMMANDS = List.of(
            List.of("run", "--now", "--verbose"),
            List.of("run", "--now", "--json"),
            List.of("status"),
            List.of("status", "--json"),
            List.of("config", "get"),
            List.of("config", "get", "--json"),
            List.of("config", "get", "models"),
            List.of("config", "validate"),
            List.of("config", "validate", "--json"),
            List.of("config", "set", "concurrency", "4"),
            List.of("agents"),
            List.of("agents", "try", "blog-writer", "Say hello", "--dry-run"),
            List.of("agents", "try", "blog-writer", "Say hello"),
            List.of("show", "@1"),
            List.of("show", "@1", "--json"),
            List.of("secrets"),
            List.of("secrets", "list", "--json"),
            List.of("doctor", "--verbose"),
            List.of("doctor", "--online"),
            List.of("doctor", "--online", "--json"),
            List.of("doctor", "--bundle"),
            List.of("log"),
            List.of("log", "--json"),
            List.of("log", "verify"),
            List.of("report", "--costs"),
            List.of("report", "--costs", "--json"));

    /** Those that ask a model or tell what came of it. */
    private static final Set<Integer> ASKING = Set.of(0, 12, 19, 20, 22, 25);

    private void everyCommand() {
        COMMANDS.forEach(command -> run(command.toArray(String[]::new)));
    }

    private void everyAskingCommand() {
        ASKING.stream().sorted().forEach(at -> run(COMMANDS.get(at).toArray(String[]::new)));
    }

    /** @param own files in which the canaries were written */
    private void everyFile(Set<Path> own) throws IOException {
        for (Path root : List.of(vault, folder.resolve("state"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (!own.contains(file)) {
                        look(file.toString(), file.getFileName().toString());
                        look(file.toString(), Files.readAllBytes(file));
                    }
                }
            }
        }
        sent.forEach(request -> look("what was sent", request));
        assertEquals(List.of(), found);
    }

    private void look(String where, byte[] bytes) throws IOException {
        if (where.endsWith(".zip")) {
            try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    look(where + "!" + entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        look(where, new String(bytes, StandardCharsets.UTF_8));
    }

    private void look(String where, String text) {
        String flat = text.replaceAll("\\s*\\R\\s*", "").replaceAll("\\\\n\\s*", "");
        canaries.forEach((place, value) -> {
            for (String form : forms(value)) {
                if (text.contains(form) || flat.contains(form)) {
                    found.add(place + " as " + form + " in " + where);
                }
            }
        });
    }

    /** As it is, as JSON and YAML write it, in base64 at any place within a text, encoded for an address. */
    static Set<String> forms(String value) {
        Set<String> forms = new TreeSet<>();
        forms.add(value);
        forms.add(value.replace("\\", "\\\\").replace("\"", "\\\""));
        String url = URLEncoder.encode(value, StandardCharsets.UTF_8);
        forms.add(url);
        forms.add(url.replace("+", "%20"));
        for (int before = 0; before < 3; before++) {
            byte[] bytes = ("x".repeat(before) + value).getBytes(StandardCharsets.UTF_8);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
            String whole = base64.substring(before == 0 ? 0 : before + 1, bytes.length * 8 / 6);
            forms.add(whole);
            forms.add(whole.replace('+', '-').replace('/', '_'));
        }
        return forms;
    }

    /** What a provider may do with the key that it was sent. */
    enum Behaviour {
        ANSWERS(key -> json(200, """
                {"id":"%1$s","model":"%1$s","choices":[{"finish_reason":"stop","message":{"role":"assistant",
                "content":"Your key is %1$s."}}],"usage":{"prompt_tokens":9,"completion_tokens":3}}""", key)),
        REFUSES(key ->
                json(401, "{\"error\":{\"message\":\"Incorrect API key provided: %1$s.\",\"type\":\"%1$s\"}}", key)),
        REFUSES_BY_A_PAGE(key -> new MockResponse.Builder()
                .code(401)
                .setHeader("content-type", "text/html")
                .body("<html><title>" + key + "</title><a href='?k=" + url(key) + "'>" + base64(key) + "</a></html>")
                .build()),
        LIMITS(key -> json(429, "{\"error\":{\"message\":\"Rate limit reached for %1$s\",\"code\":\"%1$s\"}}", key)),
        IS_UNPAID(key -> json(402, "{\"error\":{\"message\":\"No credits left for %1$s\"}}", key)),
        BREAKS(key -> json(500, "{\"error\":{\"message\":\"Exception: auth=%1$s\"}}", key)),
        ENCODES(key -> json(400, "{\"error\":{\"message\":\"Bad %1$s\"}}", base64(":" + key) + " " + url(key))),
        SENDS_ON(key -> new MockResponse.Builder()
                .code(307)
                .setHeader("location", "https://example.invalid/v1?key=" + url(key))
                .body("")
                .build()),
        BREAKS_LINES(key -> new MockResponse.Builder()
                .code(403)
                .body("not for " + key.substring(0, 7) + "\n   " + key.substring(7))
                .build()),
        HANGS_UP(key -> new MockResponse.Builder()
                .onRequestStart(SocketEffect.ShutdownConnection.INSTANCE)
                .build());

        @SuppressWarnings("ImmutableEnumChecker") // the functions above keep nothing
        private final Function<String, MockResponse> answer;

        Behaviour(Function<String, MockResponse> answer) {
            this.answer = answer;
        }

        private static MockResponse json(int status, String body, String key) {
            String quoted = key.replace("\\", "\\\\").replace("\"", "\\\"");
            return new MockResponse.Builder()
                    .code(status)
                    .setHeader("content-type", "application/json")
                    .setHeader("x-request-id", key)
                    .body(body.formatted(quoted))
                    .build();
        }

        private static String url(String key) {
            return URLEncoder.encode(key, StandardCharsets.UTF_8);
        }

        private static String base64(String key) {
            return Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void serve(Behaviour behaviour) throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                StringBuilder all = new StringBuilder(request.getUrl() + "\n");
                request.getHeaders().forEach(header -> {
                    if (!Set.of("authorization", "x-api-key")
                            .contains(header.getFirst().toLowerCase(java.util.Locale.ROOT))) {
                        all.append(header.getFirst())
                                .append(' ')
                                .append(header.getSecond())
                                .append('\n');
                    }
                });
                sent.add(all
                        + (request.getBody() == null ? "" : request.getBody().utf8()));
                String bearer = request.getHeaders().get("authorization");
                String key = bearer == null ? request.getHeaders().get("x-api-key") : bearer.replace("Bearer ", "");
                return behaviour.answer.apply(Objects.requireNonNullElse(key, "nokey"));
            }
        });
        server.start();
    }

    /** Keys where they belong: five places, three ways of asking. */
    private Set<Path> keysByReference() throws IOException {
        String base = "\"http://127.0.0.1:" + server.getPort() + "/v1\"";
        variables.put("CHIRP", canary("env:", true).replaceAll("[^!-~]", "-"));
        canaries.put("env:", variables.get("CHIRP"));
        Path file = own("key-in-a-file", canary("file:") + "\n");
        String told = canary("cmd:");
        Path command =
                own("command", "#!/bin/sh\nprintf '%s\\n%s\\n' '" + told + "' '" + canary("cmd: line two") + "'\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(folder.resolve("state/secrets"));
        Path kept = Files.writeString(folder.resolve("state/secrets/kept"), canary("secret:") + "\n");
        Files.setPosixFilePermissions(kept, PosixFilePermissions.fromString("rw-------"));
        variables.put("AGENT__ACCOUNTS__LANTERN_MAIL__KEY", "env:MAIL_WORD");
        variables.put("MAIL_WORD", canary("an account's env:"));
        settings("agent.yaml", """
                accounts:
                  lantern-mail: { channel: email, handle: shop@example.org }
                models:
                  default: one/m
                  cheap: two/m
                  fallback: [three/m, four/m, five/m]
                  rules: last
                  providers:
                    one: { base_url: %1$s, key: "env:CHIRP" }
                    two: { base_url: %1$s, key: "file:%2$s", api: responses, kind: openai }
                    three: { base_url: %1$s, key: "cmd:%3$s" }
                    four: { base_url: %1$s, key: "secret:kept", kind: anthropic }
                    five: { base_url: %1$s, key: "file:%2$s", kind: anthropic, organization: us }
                """.formatted(base, file, command));
        return Set.of(kept);
    }

    private Path own(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private void settings(String name, String text) throws IOException {
        Files.writeString(vault.resolve(name), text);
    }

    @ParameterizedTest
    @EnumSource
    void aKeyGoesToItsProviderAndNowhereElse(Behaviour behaviour) throws IOException {
        serve(behaviour);
        Set<Path> own = keysByReference();
        Ended valid = run("config", "validate");
        assertEquals(0, valid.exit(), valid.err());
        if (behaviour == Behaviour.ANSWERS) {
            everyCommand();
        } else {
            everyAskingCommand();
        }
        assertFalse(sent.isEmpty());
        matter();
        run("run", "--now");
        everyFile(own);
    }

    /** Keys where they do not belong, each of its own kind. */
    @Test
    void aSecretWrittenOutIsShownByNoCommand() throws IOException {
        String plain = """
                accounts:
                  one: { channel: email, key: "%s" }
                  two: { channel: x, password: "%s", token: '%s' }
                  three: { channel: x, key: [ "%s" ] }
                  four: { channel: x, api_key: "%s", client_secret: "%s" }
                models:
                  default: openai/gpt-5-mini
                  providers:
                    openai: { key: "%s", organization: "sk-%s", project: "sk-%s" }
                    anthropic: { key: "%s" }
                    a: { base_url: "https://jo:%s@models.example/v1", key: none }
                    b: { base_url: "https://%s@models.example/v1", key: none }
                    c: { base_url: "https://models.example/v1?api_key=%s", key: none }
                    d: { base_url: "https://models.example/v1?key=%s", key: none }
                    e: { base_url: "https://models.example/v1", key: none, access_token: "%s" }
                    f: "sk-%s"
                webhooks:
                  out: { url: "https://hooks.slack.com/services/T0/B0/%s", secret: "%s" }
                  in: { signing_key: "%s", secrets: [ "%s", "%s" ] }
                notifications:
                  telegram: { token: "%s", url: "https://api.telegram.org/bot12:%s/send" }
                  ntfy: { password: "%s", header: "Bearer %s" }
                  discord: "https://discord.com/api/webhooks/1/%s"
                dashboard: { password: "%s", passphrase: "%s" }
                secrets: { store: file, passphrase: "%s" }
                mcp: { git: { env: { GITHUB_TOKEN: "%s" }, headers: { Authorization: "Bearer %s" }, command: "git --token=%s" } }
                redaction: { api_keys: { one: "%s" } }
                preferences: { note: "ghp_%s0123456789abcdef" }
                mine: { password: "%s" }
                """;
        String[] parts = plain.split("%s", -1);
        StringBuilder yaml = new StringBuilder();
        for (int at = 0; at < parts.length; at++) {
            yaml.append(parts[at]).append(at < parts.length - 1 ? canary("agent.yaml place " + at) : "");
        }
        settings("agent.yaml", yaml.toString());
        settings(
                "agent.prod.yaml",
                "models:\n  providers:\n    eu: { key: " + canary("agent.prod.yaml")
                        + " }\naccounts: { five: { channel: x, key: " + canary("agent.prod.yaml account") + " } }\n");
        variables.put("AGENT_ENV", "prod");
        variables.put("AGENT__MODELS__PROVIDERS__GROQ__KEY", canary("AGENT__ provider"));
        variables.put("AGENT__ACCOUNTS__SIX__KEY", canary("AGENT__ account"));
        variables.put("AGENT__ACCOUNTS__SIX__CHANNEL", "x");
        variables.put("AGENT__WEBHOOKS__OUT", "{ secret: '" + canary("AGENT__ YAML") + "' }");
        variables.put("OPENAI_API_KEY", canary("a variable of a key", true));
        variables.put("STUDIO_PASSWORD", canary("a variable of a password", true));
        assertTrue(canaries.size() >= 42, canaries.size() + "");
        Ended problems = run("config", "validate", "--json");
        assertTrue(problems.out().contains("E-AUTH-02") && !problems.out().contains("E-CONFIG-02"), problems.out());
        everyCommand();
        for (String key : List.of("models.providers.new.key", "webhooks.x.secret", "accounts.new.password")) {
            assertEquals(
                    2, run("config", "set", key, canary("config set " + key)).exit(), key);
        }
        run("config", "set", "models.providers.n.base_url", "https://u:" + canary("config set url") + "@h.example/v1");
        run("config", "set", "--dry-run", "models.providers.openai.key", canary("config set --dry-run"));
        run("config", "get", "models.providers.openai.key");
        run("config", "get", "accounts", "--json");
        everyFile(Set.of(vault.resolve("agent.yaml"), vault.resolve("agent.prod.yaml")));
    }

    /** Kept, changed and removed by the command: in clear it stands nowhere, the store's own files included. */
    @Test
    void whatTheStoreKeepsIsSeenNowhere() throws IOException {
        for (int n = 0; n < ENDS.size(); n++) {
            String first = canary("secrets set " + n, true);
            Ended set = piped(first, "secrets", "set", "name" + n, "--stdin", "--json");
            assertEquals(0, set.exit(), set.err());
            assertEquals(
                    0,
                    piped(canary("secrets rotate " + n, true), "secrets", "rotate", "name" + n, "--stdin")
                            .exit());
        }
        settings("agent.yaml", "models:\n  default: openai/m\n  providers:\n    openai: { key: \"secret:name1\" }\n");
        everyCommand();
        assertEquals(0, run("secrets", "remove", "name0", "--json").exit());
        assertEquals(2, run("secrets", "remove", "name1", "--json").exit());
        piped(canary("a name that is none", true), "secrets", "set", "no name", "--stdin");
        run("secrets", "rotate", "unknown", "--stdin");
        everyFile(Set.of());
    }

    private Ended piped(String value, String... arguments) {
        Ended ended = AgentRun.in(vault).world(world()).typing(value + "\n").run(arguments);
        look("stdout of secrets", ended.out());
        look("stderr of secrets", ended.err());
        return ended;
    }
}
