package dev.factotum.mcp.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.factotum.mcp.protocol.HttpHeader;
import dev.factotum.mcp.protocol.Message;
import dev.factotum.mcp.protocol.Meta;
import dev.factotum.mcp.protocol.Method;
import dev.factotum.mcp.protocol.Revision;
import dev.factotum.mcp.protocol.RpcError;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The one address of Streamable HTTP, for both generations. Thread-safe. */
final class McpOverHttp {
    private final Dialogue dialogue;
    private final World world;
    private final Sessions sessions;
    private final Map<Patience, Boolean> waiting = new ConcurrentHashMap<>();

    McpOverHttp(Dialogue dialogue, World world) {
        this.dialogue = dialogue;
        this.world = world;
        this.sessions = new Sessions(world.ids());
    }

    /** Lets everybody go who waits for a person. */
    void close() {
        waiting.keySet().forEach(Patience::lose);
    }

    void handle(Exchange exchange) throws IOException {
        switch (exchange.method()) {
            case "POST" -> post(exchange);
            case "DELETE" -> delete(exchange);
            default -> notAllowed(exchange);
        }
    }

    /** Only sessions can be ended, and only the generation with a handshake has any. */
    private void delete(Exchange exchange) throws IOException {
        String session = exchange.header(HttpHeader.SESSION);
        if (session.isEmpty()) {
            notAllowed(exchange);
        } else {
            exchange.empty(sessions.end(session) ? 204 : 404);
        }
    }

    private static void notAllowed(Exchange exchange) throws IOException {
        exchange.with("Allow", "POST");
        refuse(exchange, 405, NullNode.instance, RpcError.INVALID_REQUEST, "Only POST is answered here.");
    }

    private static void refuse(Exchange exchange, int status, JsonNode id, int code, String why) throws IOException {
        exchange.answer(status, new Message.Failure(id, new RpcError(code, why)).json());
    }

    private void post(Exchange exchange) throws IOException {
        String type = exchange.header("Content-Type").toLowerCase(Locale.ROOT);
        if (!type.equals(HttpHeader.JSON) && !type.startsWith(HttpHeader.JSON + ";")) {
            refuse(
                    exchange,
                    415,
                    NullNode.instance,
                    RpcError.INVALID_REQUEST,
                    "The body must be " + HttpHeader.JSON + ".");
            return;
        }
        switch (exchange.body()) {
            case Exchange.Body.TooLong() ->
                refuse(
                        exchange,
                        413,
                        NullNode.instance,
                        RpcError.INVALID_REQUEST,
                        "The body is longer than " + Exchange.LONGEST + " bytes.");
            case Exchange.Body.Late() ->
                refuse(exchange, 408, NullNode.instance, RpcError.INVALID_REQUEST, "The body did not come in time.");
            case Exchange.Body.Whole(byte[] bytes) -> {
                switch (Message.read(bytes)) {
                    case Message.Read.Broken(boolean json, JsonNode id, String why) ->
                        refuse(exchange, 400, id, json ? RpcError.INVALID_REQUEST : RpcError.PARSE, why);
                    case Message.Read.Whole(Message message) -> message(exchange, message);
                }
            }
        }
    }

    private void message(Exchange exchange, Message message) throws IOException {
        switch (message) {
            case Message.Request request -> {
                if (Meta.version(request.params()).isPresent()) {
                    modern(exchange, request);
                } else {
                    legacy(exchange, request);
                }
            }
            case Message.Notification(String method, var params) -> {
                if (method.equals(Method.CANCELLED)) {
                    sessions.find(exchange.header(HttpHeader.SESSION))
                            .ifPresent(session -> session.cancel(params.path("requestId")));
                }
                exchange.empty(202);
            }
            case Message.Answer _, Message.Failure _ -> exchange.empty(202);
        }
    }

    private void modern(Exchange exchange, Message.Request request) throws IOException {
        Optional<String> mismatch = mismatch(exchange, request);
        if (mismatch.isPresent()) {
            refuse(exchange, 400, request.id(), RpcError.HEADER_MISMATCH, mismatch.get());
            return;
        }
        Optional<RpcError> unanswerable = Dialogue.unanswerable(request.params());
        if (unanswerable.isPresent()) {
            exchange.answer(400, new Message.Failure(request.id(), unanswerable.get()).json());
            return;
        }
        String name =
                request.params().path("_meta").path(Meta.CLIENT).path("name").asText("");
        Patience patience = new Patience();
        answer(exchange, request, patience, () -> dialogue.modern(request, caller(name, patience)));
    }

    private static Caller caller(String name, Patience patience) {
        return new Caller(name, patience);
    }

    /** What the headers say otherwise than the body; they exist so that nobody between has to read it. */
    private static Optional<String> mismatch(Exchange exchange, Message.Request request) {
        String version = Meta.version(request.params()).orElse("");
        if (!exchange.header(HttpHeader.VERSION).equals(version)) {
            return Optional.of(HttpHeader.VERSION + " does not say what the body says.");
        }
        if (!exchange.header(HttpHeader.METHOD).equals(request.method())) {
            return Optional.of(HttpHeader.METHOD + " does not say what the body says.");
        }
        String named = switch (request.method()) {
            case Method.TOOLS_CALL, Method.PROMPTS_GET -> "name";
            case Method.RESOURCES_READ -> "uri";
            default -> "";
        };
        boolean same = named.isEmpty()
                || decoded(exchange.header(HttpHeader.NAME))
                        .equals(request.params().path(named).asText(""));
        return same ? Optional.empty() : Optional.of(HttpHeader.NAME + " does not say what the body says.");
    }

    /** What no header could hold stands in it as {@code =?base64?…?=}. */
    private static String decoded(String header) {
        if (!header.startsWith("=?base64?") || !header.endsWith("?=") || header.length() < 11) {
            return header;
        }
        try {
            return new String(
                    Base64.getDecoder().decode(header.substring(9, header.length() - 2)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return header;
        }
    }

    private void legacy(Exchange exchange, Message.Request request) throws IOException {
        String version = exchange.header(HttpHeader.VERSION);
        if (!version.isEmpty() && Revision.of(version).isEmpty()) {
            refuse(exchange, 400, request.id(), RpcError.INVALID_REQUEST, "This revision is not spoken here.");
            return;
        }
        if (Revision.of(version).filter(Revision::modern).isPresent()) {
            refuse(
                    exchange,
                    400,
                    request.id(),
                    RpcError.INVALID_PARAMS,
                    "`" + Meta.VERSION + "` is missing in `_meta`.");
            return;
        }
        if (request.method().equals(Method.INITIALIZE)) {
            String id = sessions.begin(Dialogue.clientName(request.params()));
            exchange.with(HttpHeader.SESSION, id);
            exchange.answer(200, new Message.Answer(request.id(), dialogue.initialize(request.params())).json());
            return;
        }
        String id = exchange.header(HttpHeader.SESSION);
        Optional<Sessions.Session> session = sessions.find(id);
        if (session.isEmpty()) {
            refuse(
                    exchange,
                    id.isEmpty() ? 400 : 404,
                    request.id(),
                    RpcError.INVALID_REQUEST,
                    id.isEmpty() ? "Nobody has shaken hands yet: send initialize." : "There is no such session.");
            return;
        }
        Patience patience = new Patience();
        if (!session.get().begin(request.id(), patience)) {
            refuse(exchange, 400, request.id(), RpcError.INVALID_REQUEST, "Another request has this id.");
            return;
        }
        try {
            Caller caller = caller(session.get().name(), patience);
            answer(exchange, request, patience, () -> dialogue.legacy(request, caller));
        } finally {
            session.get().end(request.id(), patience);
        }
    }

    private interface Answering {
        Message answer();
    }

    /** A call that waits for a person is a stream, which shows when the caller goes away. */
    private void answer(Exchange exchange, Message.Request request, Patience patience, Answering answering)
            throws IOException {
        waiting.put(patience, true);
        try {
            boolean streams = waits(request) && exchange.header("Accept").contains(HttpHeader.EVENTS);
            if (streams) {
                try (WaitingStream stream = new WaitingStream(exchange.http(), world.clock(), patience)) {
                    stream.last(answering.answer());
                }
                return;
            }
            Message answer = answering.answer();
            exchange.answer(status(answer, request), answer.json());
        } finally {
            waiting.remove(patience);
        }
    }

    private static boolean waits(Message.Request request) {
        JsonNode arguments = request.params().path("arguments");
        return request.method().equals(Method.TOOLS_CALL)
                && (arguments.path("wait_s").asInt(0) > 0
                        || arguments.path("factotum_wait_s").asInt(0) > 0);
    }

    /** Only requests without a handshake are answered by a status too. */
    private static int status(Message answer, Message.Request request) {
        if (!(answer instanceof Message.Failure failure)
                || Meta.version(request.params()).isEmpty()) {
            return 200;
        }
        return switch (failure.error().code()) {
            case RpcError.UNKNOWN_METHOD -> 404;
            case RpcError.UNSUPPORTED_VERSION, RpcError.HEADER_MISMATCH, RpcError.MISSING_CAPABILITY -> 400;
            default -> 200;
        };
    }
}
