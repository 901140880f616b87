package dev.factotum.llm.provider;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.config.ModelSettings;
import dev.factotum.config.ModelSettings.ProviderSettings;
import dev.factotum.http.Http;
import dev.factotum.http.Resolver;
import dev.factotum.llm.CallEnd;
import dev.factotum.llm.Embedder;
import dev.factotum.llm.ModelFault;
import dev.factotum.llm.Prompt;
import dev.factotum.llm.Prompt.AnswerShape;
import dev.factotum.llm.Prompt.Turn;
import dev.factotum.llm.Provider;
import dev.factotum.llm.Purpose;
import dev.factotum.llm.Reply;
import dev.factotum.llm.wire.Json;
import dev.factotum.secret.Secrets;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** A server that answers as told, and what is asked of it. */
final class Counter implements AutoCloseable {
    static final String KEY = "canary-sk-0123456789abcdef";

    final MockWebServer server = new MockWebServer();
    final List<String> concealed = new ArrayList<>();
    private final TestWorld world;

    Counter() {
        this(Map.of("KEY", KEY));
    }

    Counter(Map<String, String> environment) {
        world = TestWorld.seeded(1).withEnvironment(environment);
        try {
            server.start(InetAddress.getLoopbackAddress(), 0);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Override
    public void close() {
        server.close();
    }

    String base() {
        return "http://127.0.0.1:" + server.getPort() + "/v1";
    }

    /** @param name a provider's name, whose presets hold but for the address */
    Provider provider(String name, Map<String, String> rest) {
        return provider(name, rest, Duration.ofSeconds(60), "env:KEY");
    }

    Provider provider(String name, Map<String, String> rest, Duration timeout, String key) {
        return ready(name, rest, timeout, key).provider();
    }

    /** The same provider's way of making vectors. */
    Embedder embedder(String name, Map<String, String> rest) {
        return ready(name, rest, Duration.ofSeconds(60), "env:KEY").embedder();
    }

    private Providers.Named.Ready ready(String name, Map<String, String> rest, Duration timeout, String key) {
        ProviderSettings settings = new ProviderSettings(
                name,
                Optional.ofNullable(rest.get("kind")),
                Optional.of(base()),
                Optional.ofNullable(rest.get("api")),
                Optional.of(key),
                Optional.of(timeout),
                rest);
        return assertInstanceOf(
                Providers.Named.Ready.class, providers(Map.of(name, settings)).named(name));
    }

    Providers providers(Map<String, ProviderSettings> settings) {
        return new Providers(
                new ModelSettings(
                        Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Map.of(), settings, false),
                new Http(world.clock(), Resolver.system()),
                new Secrets(world.world(), Path.of("/vault"), concealed::add),
                world.clock());
    }

    void answers(int status, String body, String... headers) {
        MockResponse.Builder response = new MockResponse.Builder()
                .code(status)
                .setHeader("content-type", "application/json")
                .body(body);
        for (String header : headers) {
            int colon = header.indexOf(':');
            response.setHeader(
                    header.substring(0, colon), header.substring(colon + 1).strip());
        }
        server.enqueue(response.build());
    }

    RecordedRequest taken() throws InterruptedException {
        return server.takeRequest();
    }

    static String body(RecordedRequest request) {
        return Objects.requireNonNull(request.getBody()).utf8();
    }

    static ModelFault fault(CallEnd reply) {
        return assertInstanceOf(Reply.Failure.class, reply).fault();
    }

    static Prompt prompt(Turn... turns) {
        return new Prompt(
                Purpose.READ,
                new Prompt.Payer("", Optional.empty(), Optional.empty()),
                "Be brief.",
                turns.length == 0 ? List.of(new Turn.User("Hello")) : List.of(turns),
                Optional.empty(),
                List.of(),
                500,
                Optional.of(0.5));
    }

    static Prompt shaped() {
        Prompt plain = prompt();
        return new Prompt(
                plain.purpose(),
                plain.payer(),
                plain.instructions(),
                plain.turns(),
                Optional.of(new AnswerShape("intent", schema("intent"))),
                List.of(),
                500,
                Optional.empty());
    }

    /** An object with one text. */
    static ObjectNode schema(String property) {
        return (ObjectNode) Json.read("""
                {"type":"object","properties":{"%s":{"type":"string"}},"required":["%s"],"additionalProperties":false}
                """.formatted(property, property)).orElseThrow();
    }
}
