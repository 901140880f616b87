package dev.factotum.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.http.Http;
import dev.factotum.http.HttpCall;
import dev.factotum.http.HttpCall.Header;
import dev.factotum.http.HttpReply;
import dev.factotum.http.HttpReply.Answered;
import dev.factotum.http.Reach;
import dev.factotum.http.Resets;
import dev.factotum.mcp.protocol.EventStream;
import dev.factotum.mcp.protocol.HttpHeader;
import dev.factotum.mcp.protocol.Message;
import dev.factotum.mcp.protocol.Method;
import dev.factotum.mcp.protocol.Revision;
import dev.factotum.mcp.protocol.RpcError;
import dev.factotum.mcp.protocol.StrictJson;
import dev.factotum.tool.ToolError;
import dev.factotum.world.Clock;
import dev.factotum.world.Threads;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server at an address, asked by Streamable HTTP: each message a POST, answered as JSON or as a stream of events. */
final class AddressConnection implements Connection {
    private static final Logger LOG = LoggerFactory.getLogger(AddressConnection.class);
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final Duration ASIDE = Duration.ofSeconds(5);
    private static final int MOST_ASIDES = 16;

    /** A stream tells of more than the answer. */
    private static final int MOST_UNASKED = 16;

    private static final int LONGEST_SESSION = 512;

    private final String name;
    private final URI url;
    private final List<Header> headers;
    private final Http http;
    private final Clock clock;
    private final int longest;
    private final Listener listener;
    private final AtomicLong ids = new AtomicLong();
    private final AtomicReference<Optional<String>> session = new AtomicReference<>(Optional.empty());
    private volatile Revision revision = Revision.MODERN;
    private volatile boolean open = true;

    /**
     * @param headers with every call; they may hold keys
     * @param longest bytes of one message
     */
    AddressConnection(
            String name, URI url, List<Header> headers, Http http, Clock clock, int longest, Listener listener) {
        this.name = name;
        this.url = url;
        this.headers = List.copyOf(headers);
        this.http = http;
        this.clock = clock;
        this.longest = longest;
        this.listener = listener;
    }

    @Override
    public Exchange ask(String method, ObjectNode params, Map<String, String> routing, Duration within)
            throws InterruptedException {
        long id = ids.incrementAndGet();
        Hearing hearing = new Hearing(id);
        HttpCall call = call(new Message.Request(LongNode.valueOf(id), method, params), routing, within);
        HttpReply reply = http.send(call, hearing);
        return switch (reply) {
            case HttpReply.NotSent(String reason) -> new Exchange.Undone(new ToolError.Transient(reason));
            case HttpReply.Barred(String reason) -> new Exchange.Undone(new ToolError.Permission(reason));
            case HttpReply.Unclear(HttpReply.Cause _, String reason) -> new Exchange.Lost(reason);
            case Answered answer -> read(answer, hearing, method);
        };
    }

    private Exchange read(Answered answer, Hearing hearing, String method) {
        if (method.equals(Method.INITIALIZE)) {
            session.set(answer.header(HttpHeader.SESSION).filter(AddressConnection::usable));
        }
        Optional<Exchange> told = events(answer.headers())
                ? hearing.answer()
                : message(answer.body()).flatMap(message -> ours(message, hearing.id));
        return told.orElseGet(() -> without(answer));
    }

    /** What a status means where no message tells more. */
    private Exchange without(Answered answer) {
        int status = answer.status();
        if (status >= 200 && status <= 299) {
            return new Exchange.Lost("its answer held no message for what it was asked");
        }
        String words = "HTTP " + status;
        if (status == 404 && session.get().isPresent()) {
            close(false);
            return new Exchange.Undone(new ToolError.Transient(words + ", it has forgotten us"));
        }
        return switch (status) {
            case 401 ->
                new Exchange.Undone(new ToolError.Auth(words + ", it wants another login than it is given", false));
            case 403 -> new Exchange.Undone(new ToolError.Permission(words));
            case 429 ->
                new Exchange.Undone(new ToolError.RateLimited(
                        words,
                        answer.header("retry-after")
                                .flatMap(text -> Resets.parse(text, clock.instant()))
                                .orElse(clock.instant().plusSeconds(60))));
            default ->
                status < 500
                        ? new Exchange.Refused(new RpcError(RpcError.INVALID_REQUEST, words))
                        : new Exchange.Lost(words);
        };
    }

    private static boolean usable(String session) {
        return session.length() <= LONGEST_SESSION && session.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    }

    private static boolean events(Map<String, String> headers) {
        return headers.getOrDefault("content-type", "").startsWith(HttpHeader.EVENTS);
    }

    private static Optional<Message> message(byte[] text) {
        return Message.read(text) instanceof Message.Read.Whole(Message message)
                ? Optional.of(message)
                : Optional.empty();
    }

    private static Optional<Exchange> ours(Message message, long id) {
        return switch (message) {
            case Message.Answer(JsonNode to, ObjectNode result) ->
                is(to, id) ? Optional.of(new Exchange.Answered(result)) : Optional.empty();
            case Message.Failure(JsonNode to, RpcError error) ->
                is(to, id) || to.isNull() ? Optional.of(new Exchange.Refused(error)) : Optional.empty();
            case Message.Request _, Message.Notification _ -> Optional.empty();
        };
    }

    private static boolean is(JsonNode to, long id) {
        return to.isIntegralNumber() && to.longValue() == id;
    }

    /** Listens to a stream until the answer is there; what the server asks meanwhile is answered beside it. */
    private final class Hearing implements dev.factotum.http.BodyListener {
        private final long id;
        private final EventStream events = new EventStream();
        private Optional<Exchange> answer = Optional.empty();
        private int asides;

        Hearing(long id) {
            this.id = id;
        }

        synchronized Optional<Exchange> answer() {
            return answer;
        }

        @Override
        public synchronized boolean enough(int status, Map<String, String> headers, byte[] piece) {
            if (!events(headers)) {
                return false;
            }
            for (String data : events.take(piece)) {
                message(data.getBytes(StandardCharsets.UTF_8)).ifPresent(this::heard);
            }
            return answer.isPresent();
        }

        private void heard(Message message) {
            if (answer.isEmpty()) {
                answer = ours(message, id);
            }
            switch (message) {
                case Message.Request request -> {
                    if (++asides <= MOST_ASIDES) {
                        aside(Replies.to(request));
                    }
                }
                case Message.Notification(String method, ObjectNode _) -> {
                    if (method.equals(Method.TOOLS_CHANGED)) {
                        listener.toolsChanged();
                    }
                }
                case Message.Answer _, Message.Failure _ -> {}
            }
        }
    }

    private void aside(Message message) {
        Threads.start(
                "mcp-aside-" + name,
                (thread, failure) -> LOG.atWarn()
                        .setCause(failure)
                        .addKeyValue("server", name)
                        .log("no answer given"),
                () -> {
                    try {
                        http.send(call(message, Map.of(), ASIDE));
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    @Override
    public void tell(String method, ObjectNode params) throws InterruptedException {
        http.send(call(new Message.Notification(method, params), Map.of(), ASIDE));
    }

    private HttpCall call(Message message, Map<String, String> routing, Duration within) {
        List<Header> all = new ArrayList<>(headers);
        all.add(new Header("accept", HttpHeader.JSON + ", " + HttpHeader.EVENTS));
        switch (message) {
            case Message.Request(JsonNode _, String method, ObjectNode params) -> routing(all, method, params);
            case Message.Notification(String method, ObjectNode params) -> routing(all, method, params);
            case Message.Answer _, Message.Failure _ -> routing(all, "", StrictJson.object());
        }
        if (revision.modern()) {
            routing.forEach((header, value) -> all.add(new Header(header, HeaderText.of(value))));
        }
        int most = (int) Math.min(Integer.MAX_VALUE - 1L, (long) longest * MOST_UNASKED);
        return new HttpCall(
                "POST",
                url,
                all,
                Optional.of(new HttpCall.Body(HttpHeader.JSON, message.bytes())),
                Reach.named(url),
                within.isPositive() ? within : Duration.ofMillis(1),
                most);
    }

    private void routing(List<Header> all, String method, ObjectNode params) {
        if (method.equals(Method.INITIALIZE)) {
            return;
        }
        all.add(new Header(HttpHeader.VERSION, revision.date()));
        if (!revision.modern()) {
            session.get().ifPresent(id -> all.add(new Header(HttpHeader.SESSION, id)));
            return;
        }
        if (!method.isEmpty()) {
            all.add(new Header(HttpHeader.METHOD, method));
        }
        String named = params.path("name").asText(params.path("uri").asText(""));
        if (!named.isEmpty()) {
            all.add(new Header(HttpHeader.NAME, HeaderText.of(named)));
        }
    }

    @Override
    public void speaks(Revision spoken) {
        revision = spoken;
    }

    @Override
    public boolean routes() {
        return revision.modern();
    }

    @Override
    public boolean open() {
        return open;
    }

    @Override
    public void close() {
        close(true);
    }

    private void close(boolean farewell) {
        boolean was = open;
        open = false;
        Optional<String> id = session.getAndSet(Optional.empty());
        if (!was || !farewell || id.isEmpty()) {
            return;
        }
        List<Header> all = new ArrayList<>(headers);
        all.add(new Header(HttpHeader.SESSION, id.get()));
        all.add(new Header(HttpHeader.VERSION, revision.date()));
        try {
            http.send(new HttpCall("DELETE", url, all, Optional.empty(), Reach.named(url), FAREWELL, 1 << 16));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
