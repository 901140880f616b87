package dev.factotum.mcp.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.factotum.mcp.protocol.HttpHeader;
import dev.factotum.mcp.protocol.StrictJson;
import dev.factotum.world.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/** One request over HTTP and its answer. For one thread. */
final class Exchange {
    /** What a body may hold. */
    static final int LONGEST = 1 << 20;

    private final HttpExchange http;
    private final Duration slowest;

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
        Patience reading = new Patience();
        Threads.start("mcp-body", (_, _) -> {}, () -> {
            reading.rest(slowest);
            if (!reading.lost()) {
                http.close();
            }
        });
        try (InputStream in = http.getRequestBody()) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            return bytes.length > LONGEST ? new Body.TooLong() : new Body.Whole(bytes);
        } catch (IOException gone) {
            return new Body.Late();
        } finally {
            reading.lose();
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
        }
    }

    void answer(int status, JsonNode json) throws IOException {
        answer(status, Optional.of(json));
    }

    void empty(int status) throws IOException {
        answer(status, Optional.empty());
    }
}
