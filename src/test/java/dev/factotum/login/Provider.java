package dev.factotum.login;

import dev.factotum.http.Http;
import dev.factotum.http.Resolver;
import dev.factotum.secret.Passphrase;
import dev.factotum.secret.SecretStore;
import dev.factotum.secret.StateStore;
import dev.factotum.vault.SafeFiles;
import dev.factotum.world.Clock;
import dev.factotum.world.TestProcesses;
import dev.factotum.world.World;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** A provider on this machine, and a client of it with a store on the real disk. */
final class Provider implements AutoCloseable {
    private final MockWebServer server = new MockWebServer();
    final List<String> concealed = new ArrayList<>();
    final ConcurrentLinkedQueue<Map<String, String>> asked = new ConcurrentLinkedQueue<>();
    final World world;
    final Path state;

    /** @param answer to the form that was posted; its field {@code :path} is where, {@code :authorization} the header */
    Provider(Path folder, Clock clock, Function<Map<String, String>, MockResponse> answer) throws IOException {
        World real = World.real();
        state = folder.resolve("state");
        world = new World(real.disk(), clock, real.ids(), new TestProcesses(1, Instant.EPOCH, state, Map.of()));
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                Map<String, String> form =
                        form(Objects.requireNonNull(request.getBody()).utf8());
                form.put(":path", request.getUrl().encodedPath());
                form.put(
                        ":authorization",
                        Objects.requireNonNullElse(request.getHeaders().get("authorization"), ""));
                asked.add(form);
                return answer.apply(form);
            }
        });
        server.start();
    }

    static Map<String, String> form(String text) {
        Map<String, String> form = new HashMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return form;
    }

    static MockResponse json(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("content-type", "application/json")
                .body(body)
                .build();
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getPort() + path);
    }

    OAuthApp app(Optional<String> secret) {
        return new OAuthApp(
                "Example",
                at("/authorize"),
                at("/token"),
                Optional.of(at("/revoke")),
                Optional.of(at("/device")),
                List.of("read", "write"),
                new Client("our app", secret),
                Map.of("prompt", "consent"),
                true,
                0);
    }

    Home home() {
        return app(Optional.empty()).home();
    }

    Http http() {
        return new Http(world.clock(), Resolver.system());
    }

    TokenEndpoint endpoint(Optional<String> secret) {
        return new TokenEndpoint(app(secret), http(), world.clock(), concealed::add);
    }

    SecretStore store() {
        return new StateStore(world, new SafeFiles(world, state), Optional.empty(), Passphrase.of(Map.of()));
    }

    TokenKeeper keeper() {
        return new TokenKeeper(world, store(), http(), secret -> {}, "shop");
    }

    @Override
    public void close() {
        server.close();
    }

    /** Visits addresses and types what it was told to. */
    static final class Typist implements Person {
        final List<String> seen = new ArrayList<>();
        private final Function<URI, Optional<String>> act;
        private Optional<String> next = Optional.empty();

        /** @param act what comes of a visit: what is typed afterwards */
        Typist(Function<URI, Optional<String>> act) {
            this.act = act;
        }

        @Override
        public void visit(URI address, String what) {
            seen.add(address.toString());
            seen.add(what);
            next = act.apply(address);
        }

        @Override
        public void say(String line) {
            seen.add(line);
        }

        @Override
        public Optional<String> type(String question, boolean secret) {
            return next;
        }
    }
}
