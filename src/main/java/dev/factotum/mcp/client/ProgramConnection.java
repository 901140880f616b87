package dev.factotum.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.mcp.protocol.LineReader;
import dev.factotum.mcp.protocol.LineReader.Line;
import dev.factotum.mcp.protocol.LineWriter;
import dev.factotum.mcp.protocol.Message;
import dev.factotum.mcp.protocol.Method;
import dev.factotum.mcp.protocol.Revision;
import dev.factotum.mcp.protocol.StrictJson;
import dev.factotum.tool.ToolError;
import dev.factotum.world.Child;
import dev.factotum.world.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that runs as a program of ours and speaks over its standard streams, a message a line. What it says is bounded
 * at every place: a line, what nobody asked for, what is no message. Whatever passes a bound ends the program.
 */
final class ProgramConnection implements Connection {
    private static final Logger LOG = LoggerFactory.getLogger(ProgramConnection.class);
    private static final int MOST_WAITING = 64;
    private static final int MOST_NOISE = 100;
    private static final int MOST_BATCH = 100;

    /** What may come that nobody asked for, in messages' lengths, between two answers. */
    private static final int MOST_UNASKED = 16;

    private static final String ENDED = "it was ended";
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private final String name;
    private final Child child;
    private final int longest;
    private final Listener listener;
    private final UnaryOperator<String> clean;
    private final Thread errors;
    private final Tail tail = new Tail();
    private final BlockingQueue<Message> out = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Map<Long, CompletableFuture<Exchange>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final AtomicReference<Optional<String>> fault = new AtomicReference<>(Optional.empty());
    private long unasked;
    private int noise;

    /**
     * @param longest bytes of one message
     * @param clean takes secrets out of what the program says
     */
    ProgramConnection(String name, Child child, int longest, Listener listener, UnaryOperator<String> clean) {
        this.name = name;
        this.child = child;
        this.longest = longest;
        this.listener = listener;
        this.clean = clean;
        this.errors = Threads.start("mcp-err-" + name, this::broke, () -> tail.drain(child.errors()));
        Threads.start("mcp-in-" + name, this::broke, this::read);
        Threads.start("mcp-out-" + name, this::broke, this::write);
    }

    private void broke(Thread thread, Throwable failure) {
        LOG.atError().setCause(failure).addKeyValue("server", name).log("connection broke off");
        fault("its connection broke off");
    }

    @Override
    public Exchange ask(String method, ObjectNode params, Map<String, String> routing, Duration within)
            throws InterruptedException {
        if (waiting.size() >= MOST_WAITING) {
            return undone("too many calls wait for it");
        }
        long id = ids.incrementAndGet();
        CompletableFuture<Exchange> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        try {
            Optional<String> over = fault.get();
            if (over.isPresent() || !out.offer(new Message.Request(LongNode.valueOf(id), method, params))) {
                return undone(over.orElse("it does not read what it is told"));
            }
            return answer.get(Math.max(1, within.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            cancel(id, method);
            return new Exchange.Lost("it gave no answer within " + Math.max(1, within.toSeconds()) + " s");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("an answer is never an exception", impossible);
        } catch (InterruptedException stopped) {
            cancel(id, method);
            throw stopped;
        } finally {
            waiting.remove(id);
        }
    }

    private Exchange undone(String why) {
        return new Exchange.Undone(new ToolError.Transient(why));
    }

    private void cancel(long id, String method) {
        if (!method.equals(Method.INITIALIZE)) {
            tell(Method.CANCELLED, StrictJson.object().put("requestId", id).put("reason", "no answer in time"));
        }
    }

    /** Dropped where the server does not read what it is told. */
    @Override
    public void tell(String method, ObjectNode params) {
        say(new Message.Notification(method, params));
    }

    private void say(Message message) {
        if (!out.offer(message)) {
            LOG.atWarn().addKeyValue("server", name).log("does not read what it is told");
        }
    }

    @Override
    public void speaks(Revision revision) {
        LOG.atDebug()
                .addKeyValue("server", name)
                .addKeyValue("revision", revision.date())
                .log("speaks");
    }

    @Override
    public boolean routes() {
        return false;
    }

    @Override
    public boolean open() {
        return fault.get().isEmpty();
    }

    /** Its input ends first, so that it may go by itself; a program that stays is killed. */
    @Override
    public void close() {
        if (open()) {
            Threads.start("mcp-end-" + name, this::broke, this::farewell);
            try {
                child.exit(LAST_WORDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
        fault(ENDED);
    }

    private void farewell() {
        try {
            child.input().close();
        } catch (IOException gone) {
            ended();
        }
    }

    private void write() {
        LineWriter writer = new LineWriter(child.input());
        try {
            while (open()) {
                Message next = out.poll(1, TimeUnit.SECONDS);
                if (next != null) {
                    writer.write(next);
                }
            }
        } catch (IOException gone) {
            ended();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            fault(ENDED);
        }
    }

    private void read() {
        LineReader lines = new LineReader(child.output(), longest);
        try {
            while (open()) {
                switch (lines.next()) {
                    case Line.Whole(byte[] line) -> heard(line);
                    case Line.TooLong() -> fault("it sent a message of more than " + longest + " bytes");
                    case Line.End() -> ended();
                }
            }
        } catch (IOException gone) {
            ended();
        }
    }

    private void heard(byte[] line) {
        unasked += line.length + 1L;
        if (unasked > (long) MOST_UNASKED * longest) {
            fault("it sent more than " + (long) MOST_UNASKED * longest + " bytes that nobody asked for");
            return;
        }
        switch (StrictJson.read(line)) {
            case StrictJson.Read.Value(JsonNode json)
            when json.isArray() && json.size() <= MOST_BATCH -> json.forEach(this::heard);
            case StrictJson.Read.Value(JsonNode json) -> heard(json);
            case StrictJson.Read.Broken(String why)
            when line.length > 0 && line[0] == '{' -> fault("it sent a message that cannot be taken: " + why);
            case StrictJson.Read.Broken(String _) -> noise(line.length);
        }
    }

    private void heard(JsonNode json) {
        switch (Message.read(json)) {
            case Message.Read.Whole(Message message) -> heard(message);
            case Message.Read.Broken broken -> noise(1);
        }
    }

    private void heard(Message message) {
        switch (message) {
            case Message.Answer(JsonNode id, ObjectNode result) -> answered(id, new Exchange.Answered(result));
            case Message.Failure(JsonNode id, var error) -> answered(id, new Exchange.Refused(error));
            case Message.Request request -> say(Replies.to(request));
            case Message.Notification(String method, ObjectNode _) -> {
                if (method.equals(Method.TOOLS_CHANGED)) {
                    listener.toolsChanged();
                }
            }
        }
    }

    /** What answers no question of ours is dropped. */
    private void answered(JsonNode id, Exchange exchange) {
        CompletableFuture<Exchange> asked = id.isIntegralNumber() ? waiting.remove(id.longValue()) : null;
        if (asked != null) {
            unasked = 0;
            noise = 0;
            asked.complete(exchange);
        }
    }

    /** Lines of a log that strayed onto the standard output are forgiven, up to a point. */
    private void noise(int length) {
        if (length > 0 && ++noise > MOST_NOISE) {
            fault("it prints on its standard output what is no message");
        }
    }

    private void ended() {
        if (!open()) {
            return;
        }
        try {
            OptionalInt exit = child.exit(LAST_WORDS);
            errors.join(LAST_WORDS);
            fault(exit.isPresent() ? "it ended with exit code " + exit.getAsInt() : "it closed its standard output");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            fault("it ended");
        }
    }

    private void fault(String why) {
        String words = Told.end(clean.apply(tail.text()));
        String all = words.isEmpty() || why.equals(ENDED) ? why : why + "; last it said: " + words;
        if (fault.compareAndSet(Optional.empty(), Optional.of(all))) {
            child.close();
            waiting.values().forEach(asked -> asked.complete(new Exchange.Lost(all)));
        }
    }
}
