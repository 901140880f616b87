package dev.factotum.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One request and what bounds it.
 *
 * @param reach where it and its redirects may go
 * @param deadline for all of it, redirects among it
 * @param mostReply bytes of the answer's body, unpacked
 */
public record HttpCall(
        String method,
        URI url,
        List<Header> headers,
        Optional<Body> body,
        Reach reach,
        Duration deadline,
        int mostReply) {
    public HttpCall {
        headers = List.copyOf(headers);
        if (mostReply < 1 || deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("a call needs bounds");
        }
    }

    /** A header, which may hold a key: it shows its name only. */
    public record Header(String name, String value) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** @param type its media type */
    public record Body(String type, byte[] bytes) {}

    HttpCall to(URI next, List<Header> kept) {
        return new HttpCall(method, next, kept, body, reach, deadline, mostReply);
    }

    /** Without headers, body, path and query, where keys stand. */
    @Override
    public String toString() {
        return method + " " + Reach.origin(url);
    }
}
