package dev.factotum.mcp.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.factotum.mcp.protocol.HttpHeader;
import dev.factotum.mcp.protocol.StrictJson;
import dev.factotum.world.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** One request over HTTP and its answer. For one thread. */
final class Exchange {
    /** What a body may hold. */
    static final int LONGEST = 1 << 20;

    private static final int LINGER_BYTES = 2 << 20;
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final HttpExchange http;
    private final Duration slowest;
    private boolean whole;

    /** @param slowest how long a body may take */
    Exchange(HttpExchange http, Duration slowest) {
        this.http = http;
        this.slowest = slowest;
    }

    HttpExchange http() {
        return http;
    }

    String method() {
        return http.getRequestMethod();
    }

    String path() {
        return String.valueOf(http.getRequestURI().getPath());
    }

    /** The first of this name; empty where there is none. */
    String header(String name) {
        String value = http.getRequestHeaders().getFirst(name);
        return value == null ? "" : value.strip();
    }

    /** True where there are several of this name: nobody can say which one counts. */
    boolean several(String name) {
        var values = http.getRequestHeaders().get(name);
        return values != null && values.size() > 1;
    }

    /** What came of reading a body. */
    sealed interface Body {
        record Whole(byte[] bytes) implements Body {}

        record TooLong() implements Body {}

        /** It did not come in time, or broke off. */
        record Late() implements Body {}
    }

    /** Reads the body, no more of it than may be and no longer than it may take. */
    Body body() {
        String length = header("Content-Length");
        if (length.length() > 7 || length.matches("[0-9]+") && Integer.parseInt(length) > LONGEST) {
            return new Body.TooLong();
        }
        Optional<byte[]> bytes = taken(LONGEST + 1, slowest);
        if (bytes.isEmpty()) {
            return new Body.Late();
        }
        whole = bytes.get().length <= LONGEST;
        return whole ? new Body.Whole(bytes.get()) : new Body.TooLong();
    }

    /** At most so much of the body; empty where it did not come in time. */
    private Optional<byte[]> taken(int most, Duration time) {
        Patience reading = new Patience();
        Threads.start("mcp-body", (_, _) -> {}, () -> {
            reading.rest(time);
            if (!reading.lost()) {
                http.close();
            }
        });
        try {
            return Optional.of(http.getRequestBody().readNBytes(most));
        } catch (IOException gone) {
            return Optional.empty();
        } finally {
            reading.lose();
        }
    }

    /** Whoever is refused in the middle of sending would lose the answer if we hung up with their words unread. */
    private void linger() {
        boolean sends = !whole
                && (!header("Content-Length").isEmpty()
                        || !header("Transfer-Encoding").isEmpty());
        if (sends && !header("Content-Length").equals("0")) {
            taken(LINGER_BYTES, LINGER);
        }
    }

    Exchange with(String header, String value) {
        http.getResponseHeaders().set(header, value);
        return this;
    }

    void answer(int status, Optional<JsonNode> json) throws IOException {
        http.getResponseHeaders().set("Cache-Control", "no-store");
        http.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        byte[] bytes = json.map(StrictJson::bytes).orElse(new byte[0]);
        if (bytes.length > 0) {
            http.getResponseHeaders().set("Content-Type", HttpHeader.JSON);
        }
        http.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            http.getResponseBody().write(bytes);
            http.getResponseBody().flush();
            linger();
        }
    }

    void answer(int status, JsonNode json) throws IOException {
        answer(status, Optional.of(json));
    }

    void empty(int status) throws IOException {
        answer(status, Optional.empty());
    }
}
