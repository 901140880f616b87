package dev.factotum.mcp.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.mcp.protocol.LineReader;
import dev.factotum.mcp.protocol.LineWriter;
import dev.factotum.mcp.protocol.Message;
import dev.factotum.mcp.protocol.Meta;
import dev.factotum.mcp.protocol.Method;
import dev.factotum.mcp.protocol.RpcError;
import dev.factotum.world.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client at the other end of two pipes. Its first message decides for a handshake or against one; later requests that
 * name their revision are answered in it. Ends with its input.
 */
final class Stdio {
    private static final Logger LOG = LoggerFactory.getLogger(Stdio.class);
    private static final int LONGEST_LINE = 1 << 20;
    private static final int AT_ONCE = 32;

    private final Dialogue dialogue;
    private final LineReader in;
    private final LineWriter out;
    private final Map<JsonNode, Patience> waiting = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final AtomicReference<String> name = new AtomicReference<>("");
    private boolean shaken;

    Stdio(Dialogue dialogue, InputStream in, OutputStream out) {
        this.dialogue = dialogue;
        this.in = new LineReader(in, LONGEST_LINE);
        this.out = new LineWriter(out);
    }

    /** Serves until the input ends; whoever waits then is let go. */
    void serve() throws IOException {
        try (ExecutorService threads = Threads.perTask("mcp", (_, _) -> {})) {
            try {
                while (true) {
                    switch (in.next()) {
                        case LineReader.Line.End() -> {
                            return;
                        }
                        case LineReader.Line.TooLong() -> {
                            refuse(RpcError.INVALID_REQUEST, "A line is longer than " + LONGEST_LINE + " bytes.");
                            return;
                        }
                        case LineReader.Line.Whole(byte[] bytes) -> {
                            if (bytes.length > 0) {
                                line(bytes, threads);
                            }
                        }
                    }
                }
            } finally {
                close();
            }
        }
    }

    /** Lets everybody go who waits for a person. */
    void close() {
        waiting.values().forEach(Patience::lose);
    }

    private void refuse(int code, String why) throws IOException {
        out.write(new Message.Failure(com.fasterxml.jackson.databind.node.NullNode.instance, new RpcError(code, why)));
    }

    private void line(byte[] bytes, ExecutorService threads) throws IOException {
        switch (Message.read(bytes)) {
            case Message.Read.Broken(boolean json, JsonNode id, String why) ->
                out.write(new Message.Failure(id, new RpcError(json ? RpcError.INVALID_REQUEST : RpcError.PARSE, why)));
            case Message.Read.Whole(Message message) -> {
                switch (message) {
                    case Message.Request request -> request(request, threads);
                    case Message.Notification(String method, ObjectNode params) -> {
                        if (method.equals(Method.CANCELLED)) {
                            Patience patience = waiting.remove(params.path("requestId"));
                            if (patience != null) {
                                patience.lose();
                            }
                        }
                    }
                    case Message.Answer _ -> LOG.atDebug().log("an answer to nothing");
                    case Message.Failure _ -> LOG.atDebug().log("a failure of nothing");
                }
            }
        }
    }

    private void request(Message.Request request, ExecutorService threads) throws IOException {
        boolean modern = Meta.version(request.params()).isPresent();
        if (!modern && request.method().equals(Method.INITIALIZE)) {
            shaken = true;
            name.set(Dialogue.clientName(request.params()));
            out.write(new Message.Answer(request.id(), dialogue.initialize(request.params())));
            return;
        }
        if (!modern && !shaken && !request.method().equals(Method.PING)) {
            out.write(new Message.Failure(
                    request.id(),
                    request.method().equals(Method.DISCOVER)
                            ? new RpcError(RpcError.INVALID_PARAMS, "The request does not name its revision.")
                            : new RpcError(RpcError.INVALID_REQUEST, "Nobody has shaken hands yet: send initialize.")));
            return;
        }
        Patience patience = new Patience();
        if (!places.tryAcquire()) {
            out.write(new Message.Failure(
                    request.id(), new RpcError(RpcError.INTERNAL, "Too many requests are under way.")));
            return;
        }
        if (waiting.putIfAbsent(request.id(), patience) != null) {
            places.release();
            out.write(new Message.Failure(
                    request.id(), new RpcError(RpcError.INVALID_REQUEST, "Another request has this id.")));
            return;
        }
        String called = modern
                ? request.params().path("_meta").path(Meta.CLIENT).path("name").asText("")
                : name.get();
        Caller caller = new Caller(called, patience);
        threads.execute(() -> answer(request, caller, modern));
    }

    private void notice(Message message) {
        try {
            out.write(message);
        } catch (IOException gone) {
            LOG.atDebug().log("the client is gone");
        }
    }

    private void answer(Message.Request request, Caller caller, boolean modern) {
        try {
            Message answer = modern ? dialogue.modern(request, caller) : dialogue.legacy(request, caller);
            if (waiting.remove(request.id(), caller.patience())) {
                notice(answer);
            }
        } finally {
            waiting.remove(request.id(), caller.patience());
            places.release();
        }
    }
}
