package dev.factotum.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.mcp.protocol.LineReader;
import dev.factotum.mcp.protocol.Meta;
import dev.factotum.mcp.protocol.Revision;
import dev.factotum.mcp.protocol.StrictJson;
import dev.factotum.mcp.server.Scope;
import dev.factotum.mcp.server.Serving;
import dev.factotum.world.Threads;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A program at the other end of two pipes. */
final class Peer implements AutoCloseable {
    private static final long LOOK_NANOS = 2_000_000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Pipe there = new Pipe();
    private final Pipe back = new Pipe();
    private final OutputStream out = there.out();
    private final Map<Integer, JsonNode> answers = new ConcurrentHashMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final boolean modern;
    private int last;

    private Peer(Serving serving, Scope scope, boolean modern) {
        this.modern = modern;
        Threads.start("peer-server", (_, fault) -> fault.printStackTrace(), () -> {
            try {
                serving.stdio(scope, there.in(), back.out());
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            } finally {
                ended.countDown();
            }
        });
        Threads.start("peer-reader", (_, fault) -> fault.printStackTrace(), this::read);
    }

    /** Of the generation that shakes hands. */
    static Peer legacy(Serving serving) {
        Peer peer = new Peer(serving, Scope.whole(), false);
        ObjectNode params = StrictJson.object().put("protocolVersion", "2025-11-25");
        params.putObject("capabilities");
        params.putObject("clientInfo").put("name", "claude").put("version", "1");
        peer.answer(peer.send("initialize", params));
        peer.line("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        return peer;
    }

    /** Of the generation in which each request speaks for itself. */
    static Peer modern(Serving serving, Scope scope) {
        return new Peer(serving, scope, true);
    }

    private void read() {
        LineReader reader = new LineReader(back.in(), 1 << 22);
        try {
            while (reader.next() instanceof LineReader.Line.Whole(byte[] bytes)) {
                if (StrictJson.read(bytes) instanceof StrictJson.Read.Value(JsonNode json)) {
                    answers.put(json.path("id").asInt(-1), json);
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    void line(String text) {
        try {
            out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The id of a request that is on its way. */
    int send(String method, ObjectNode params) {
        int id = ++last;
        ObjectNode said = modern
                ? Meta.modern(params, StrictJson.object(), StrictJson.object().put("name", "claude"))
                : params;
        ObjectNode message =
                StrictJson.object().put("jsonrpc", "2.0").put("id", id).put("method", method);
        message.set("params", said);
        line(message.toString());
        return id;
    }

    /** Whether the generation is the newer one. */
    static String revision() {
        return Revision.MODERN.date();
    }

    JsonNode answer(int id) {
        until(() -> answers.containsKey(id), "no answer to " + id);
        return java.util.Objects.requireNonNull(answers.get(id));
    }

    boolean answered(int id) {
        return answers.containsKey(id);
    }

    /** True once it is answered, looked for over some time. */
    boolean answeredSoon(int id) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1500);
        while (!answers.containsKey(id) && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return answers.containsKey(id);
    }

    JsonNode ask(String method, ObjectNode params) {
        return answer(send(method, params));
    }

    int sendCall(String tool, ObjectNode arguments) {
        ObjectNode params = StrictJson.object().put("name", tool);
        params.set("arguments", arguments);
        return send("tools/call", params);
    }

    JsonNode call(String tool, ObjectNode arguments) {
        return answer(sendCall(tool, arguments)).path("result");
    }

    static String words(JsonNode result) {
        return result.path("content").path(0).path("text").asText();
    }

    static void until(BooleanSupplier condition, String otherwise) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(otherwise);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Ends the input, and waits for the server to end. */
    void end() throws InterruptedException, IOException {
        out.close();
        if (!ended.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the server does not end with its input");
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
