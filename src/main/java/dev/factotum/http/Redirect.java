package dev.factotum.http;

import dev.factotum.http.HttpCall.Header;
import dev.factotum.http.HttpReply.Answered;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where an answer sends on to. */
final class Redirect {
    private static final Set<String> KEPT_ELSEWHERE = Set.of("accept", "accept-language");

    private Redirect() {}

    /** A request with a body follows only where method and body stay the same. */
    static Optional<HttpCall> of(HttpCall call, Answered answer) {
        boolean same = answer.status() == 307 || answer.status() == 308;
        boolean simple = answer.status() == 301 || answer.status() == 302 || answer.status() == 303;
        boolean reading = call.method().equals("GET") || call.method().equals("HEAD");
        if (!same && !(simple && reading)) {
            return Optional.empty();
        }
        try {
            return answer.header("location")
                    .map(location -> call.url().resolve(location))
                    .filter(url -> url.getHost() != null)
                    .map(url -> call.to(url, headers(call, url)));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    /** A key is for the place it was given to, and for no other. */
    private static List<Header> headers(HttpCall call, URI next) {
        return Reach.origin(call.url()).equals(Reach.origin(next))
                ? call.headers()
                : call.headers().stream()
                        .filter(header -> KEPT_ELSEWHERE.contains(header.name().toLowerCase(Locale.ROOT)))
                        .toList();
    }
}
