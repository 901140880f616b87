package dev.factotum.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.Version;
import dev.factotum.mcp.protocol.Meta;
import dev.factotum.mcp.protocol.Method;
import dev.factotum.mcp.protocol.Revision;
import dev.factotum.mcp.protocol.RpcError;
import dev.factotum.mcp.protocol.StrictJson;
import dev.factotum.mcp.protocol.ToolInfo;
import dev.factotum.tool.ToolError;
import dev.factotum.world.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that is up and whose generation is known. Nothing it was given in secret comes back out of here. Thread-safe.
 */
final class Session implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final int MOST_PAGES = 50;
    private static final int MOST_LISTED = 500;

    private final Connection connection;
    private final Revision revision;
    private final Clean clean;
    private final String greeting;
    private final Clock clock;

    Session(Connection connection, Revision revision, Clean clean, String greeting, Clock clock) {
        this.clock = clock;
        this.connection = connection;
        this.revision = revision;
        this.clean = clean;
        this.greeting = greeting;
    }

    /** What came of getting to know a server. */
    sealed interface Begun {
        record Known(Session session) implements Begun {}

        record Failed(ToolError error) implements Begun {}
    }

    /** A list of a server. */
    sealed interface Listed {
        record All(List<JsonNode> entries) implements Listed {}

        record Failed(ToolError error) implements Listed {}
    }

    /** The reason in words; the server's own are cut. */
    static String words(Exchange exchange) {
        return switch (exchange) {
            case Exchange.Answered _ -> "it answered";
            case Exchange.Refused(RpcError error) -> "it says: " + Told.brief(error.message());
            case Exchange.Undone(ToolError error) -> error.message();
            case Exchange.Lost(String why) -> why;
        };
    }

    /** Who asks. */
    static ObjectNode client() {
        return StrictJson.object().put("name", "factotum").put("version", Version.CURRENT);
    }

    /** What the server calls itself and its version; empty where it does not say. */
    String greeting() {
        return Told.brief(greeting);
    }

    Revision revision() {
        return revision;
    }

    boolean open() {
        return connection.open();
    }

    @Override
    public void close() {
        connection.close();
    }

    /** Calls a tool. */
    Exchange call(ToolInfo tool, ObjectNode arguments, Duration within) throws InterruptedException {
        ObjectNode params = StrictJson.object().put("name", tool.name());
        params.set("arguments", arguments);
        return ask(Method.TOOLS_CALL, params, ParamHeaders.of(tool.input(), arguments), within);
    }

    /** Asks one thing. */
    Exchange ask(String method, ObjectNode params, Duration within) throws InterruptedException {
        return ask(method, params, Map.of(), within);
    }

    private Exchange ask(String method, ObjectNode params, Map<String, String> routing, Duration within)
            throws InterruptedException {
        ObjectNode full = revision.modern() ? Meta.modern(params, StrictJson.object(), client()) : params;
        return clean.of(connection.ask(method, full, routing, within));
    }

    /** What a list holds over all its pages: nothing where the server knows no such list; too much is a fault of it. */
    Listed list(String method, String key, Duration within) throws InterruptedException {
        List<JsonNode> entries = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        long end = clock.nanos() + within.toNanos();
        for (int page = 0; page < MOST_PAGES; page++) {
            ObjectNode params = StrictJson.object();
            cursor.ifPresent(at -> params.put("cursor", at));
            Exchange exchange = ask(method, params, Duration.ofNanos(Math.max(1, end - clock.nanos())));
            if (page == 0
                    && exchange instanceof Exchange.Refused(RpcError error)
                    && error.code() == RpcError.UNKNOWN_METHOD) {
                return new Listed.All(List.of());
            }
            if (!(exchange instanceof Exchange.Answered(ObjectNode result))) {
                return new Listed.Failed(
                        exchange instanceof Exchange.Undone(ToolError error)
                                ? error
                                : new ToolError.Transient(words(exchange)));
            }
            result.path(key).forEach(entries::add);
            if (entries.size() > MOST_LISTED) {
                return new Listed.Failed(new ToolError.Validation("it lists more than " + MOST_LISTED + " entries"));
            }
            cursor = Optional.of(result.path("nextCursor").asText("")).filter(next -> !next.isEmpty());
            if (cursor.isEmpty()) {
                return new Listed.All(List.copyOf(entries));
            }
        }
        return new Listed.Failed(new ToolError.Validation("its list has more than " + MOST_PAGES + " pages"));
    }

    /** The tools among the entries of a list; what is none, or wants what cannot be, is left out. */
    List<ToolInfo> tools(List<JsonNode> entries) {
        List<ToolInfo> tools = new ArrayList<>();
        for (JsonNode entry : entries) {
            Optional<ToolInfo> tool =
                    ToolInfo.read(entry).filter(one -> !connection.routes() || ParamHeaders.sound(one.input()));
            if (tool.isPresent()) {
                tools.add(tool.get());
            } else {
                LOG.atWarn()
                        .addKeyValue("tool", Told.brief(entry.path("name").asText("")))
                        .log("a tool that cannot be used");
            }
        }
        return List.copyOf(tools);
    }
}
