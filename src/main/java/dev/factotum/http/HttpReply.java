package dev.factotum.http;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What came of a call. Reasons name the host and hold neither headers nor queries. */
public sealed interface HttpReply {
    /**
     * A whole answer, of whatever status.
     *
     * @param headers by name in lower case, the first of each
     */
    record Answered(int status, Map<String, String> headers, byte[] body) implements HttpReply {
        public Answered {
            headers = Map.copyOf(headers);
        }

        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** With every text in it changed. */
        public Answered with(UnaryOperator<String> change) {
            Map<String, String> fresh = new HashMap<>();
            headers.forEach((name, value) -> fresh.put(name, change.apply(value)));
            String text = text();
            String changed = change.apply(text);
            return new Answered(status, fresh, changed.equals(text) ? body : changed.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return "Answered[" + status + ", " + body.length + " bytes]";
        }
    }

    /** Certain: no byte of the request left, so the other side has done nothing. */
    record NotSent(String reason) implements HttpReply {}

    /** Bytes were sent and no trustworthy answer came: the other side may have done it, or not. */
    record Unclear(Cause cause, String reason) implements HttpReply {}

    /** Certain: our own guard stopped it. Nothing was sent there. */
    record Barred(String reason) implements HttpReply {}

    /** Why an answer is missing. */
    enum Cause {
        DEADLINE,
        DROPPED,
        TOO_LARGE
    }
}
