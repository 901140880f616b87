package dev.factotum.channel.port;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

/** A platform's server in a test: it keeps what it was asked, and can be told to fail at the next call of a kind. */
public abstract class FakeServer extends Dispatcher implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MockResponse DROPPED = new MockResponse.Builder()
            .onResponseStart(new SocketEffect.CloseSocket(true, true, true))
            .build();

    private final MockWebServer server = new MockWebServer();
    private final List<Asked> asked = new ArrayList<>();
    private final List<Trouble> troubles = new ArrayList<>();
    private boolean started;
    private Supplier<Optional<Instant>> time = Optional::empty;

    /** A request as it came. @param target path and query, decoded */
    public record Asked(String method, String target, RecordedRequest whole) {
        public String line() {
            return method + " " + target;
        }

        public String header(String name) {
            return Optional.ofNullable(whole.getHeaders().get(name)).orElse("");
        }

        public String body() {
            return whole.getBody() == null ? "" : whole.getBody().utf8();
        }

        public byte[] bytes() {
            return whole.getBody() == null ? new byte[0] : whole.getBody().toByteArray();
        }

        public JsonNode json() {
            return read(body());
        }
    }

    private record Trouble(String line, boolean first, Optional<MockResponse> instead) {}

    /** The next call that begins so is not done, and answered with this. */
    public void answerOnce(String line, MockResponse instead) {
        troubles.add(new Trouble(line, false, Optional.of(instead)));
    }

    /** The next call that begins so is done, and answered with this. */
    public void doneButAnswered(String line, MockResponse instead) {
        troubles.add(new Trouble(line, true, Optional.of(instead)));
    }

    /** The next call that begins so is done, and the connection closed without an answer. */
    public void doneButDropped(String line) {
        troubles.add(new Trouble(line, true, Optional.empty()));
    }

    /** What the server's clock shows in the header {@code Date}. */
    public void shows(Supplier<Instant> clock) {
        time = () -> Optional.of(clock.get());
    }

    @Override
    public final synchronized MockResponse dispatch(RecordedRequest request) {
        Asked one = new Asked(
                String.valueOf(request.getMethod()),
                URLDecoder.decode(request.getTarget(), StandardCharsets.UTF_8),
                request);
        asked.add(one);
        Optional<Trouble> trouble = troubles.stream()
                .filter(next -> one.line().startsWith(next.line()))
                .findFirst();
        trouble.ifPresent(troubles::remove);
        MockResponse done = trouble.isPresent() && !trouble.get().first() ? DROPPED : answer(one);
        MockResponse given = trouble.isPresent() ? trouble.get().instead().orElse(DROPPED) : done;
        return time.get()
                .map(now -> given.newBuilder()
                        .setHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)))
                        .build())
                .orElse(given);
    }

    protected abstract MockResponse answer(Asked asked);

    /** Where it answers, from the first time that this is asked. */
    public synchronized String address() {
        if (!started) {
            server.setDispatcher(this);
            try {
                server.start(InetAddress.getLoopbackAddress(), 0);
            } catch (IOException occupied) {
                throw new UncheckedIOException(occupied);
            }
            started = true;
        }
        return "http://127.0.0.1:" + server.getPort();
    }

    /** Every request, as {@code METHOD path?query}. */
    public synchronized List<String> lines() {
        return asked.stream().map(Asked::line).toList();
    }

    public synchronized List<Asked> asked(String line) {
        return asked.stream().filter(one -> one.line().startsWith(line)).toList();
    }

    public Asked last(String line) {
        return asked(line).getLast();
    }

    public synchronized void forget() {
        asked.clear();
    }

    public static MockResponse json(int status, String body, String... headers) {
        MockResponse.Builder response = new MockResponse.Builder()
                .code(status)
                .addHeader("content-type", "application/json")
                .body(body);
        for (int i = 0; i < headers.length; i += 2) {
            response.setHeader(headers[i], headers[i + 1]);
        }
        return response.build();
    }

    /** As a proxy answers for a server that is away. */
    public static MockResponse badGateway() {
        return new MockResponse.Builder()
                .code(502)
                .addHeader("content-type", "text/html")
                .body("<html><body><h1>502 Bad Gateway</h1></body></html>")
                .build();
    }

    public static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(text, broken);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
