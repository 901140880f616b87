package dev.factotum.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
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
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that is up and whose generation is known. Nothing it was given in secret comes back out of here. Thread-safe.
 */
final class Session implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final Duration PROBE = Duration.ofSeconds(5);
    private static final int MOST_PAGES = 50;
    private static final int MOST_LISTED = 500;

    private final Connection connection;
    private final Revision revision;
    private final UnaryOperator<String> clean;
    private final String greeting;
    private final Clock clock;

    private Session(
            Connection connection, Revision revision, UnaryOperator<String> clean, String greeting, Clock clock) {
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

    /** Asks in the way of today first; what an old server makes of that is no concern. */
    static Begun begin(Connection connection, UnaryOperator<String> clean, Duration within, Clock clock)
            throws InterruptedException {
        Duration first = PROBE.compareTo(within) < 0 ? PROBE : within;
        Exchange probe = discover(connection, first);
        if (says(probe, RpcError.UNSUPPORTED_VERSION) && modern(supported(probe))) {
            probe = discover(connection, first);
            if (probe instanceof Exchange.Refused) {
                return known(connection, Revision.MODERN, clean, "", clock);
            }
        }
        if (probe instanceof Exchange.Answered(ObjectNode result) && modern(result.path("supportedVersions"))) {
            return known(
                    connection,
                    Revision.MODERN,
                    clean,
                    name(result.path("_meta").path(Meta.SERVER)),
                    clock);
        }
        if (probe instanceof Exchange.Undone(ToolError error)) {
            return failed(cleaned(error, clean));
        }
        if (!connection.open()) {
            return failed(new ToolError.Transient(clean.apply(words(probe))));
        }
        if (says(probe, RpcError.HEADER_MISMATCH) || says(probe, RpcError.MISSING_CAPABILITY)) {
            return failed(new ToolError.Validation(clean.apply(words(probe))));
        }
        if (says(probe, RpcError.UNSUPPORTED_VERSION) && none(supported(probe))) {
            return failed(new ToolError.VersionSunset("it speaks no revision of the protocol that is known here"));
        }
        return initialize(connection, clean, within, clock);
    }

    private static boolean says(Exchange exchange, int code) {
        return exchange instanceof Exchange.Refused(RpcError error) && error.code() == code;
    }

    /** The revisions that a server names where it refuses ours. */
    private static JsonNode supported(Exchange exchange) {
        return exchange instanceof Exchange.Refused(RpcError error)
                ? error.data().map(data -> data.path("supported")).orElseGet(MissingNode::getInstance)
                : MissingNode.getInstance();
    }

    private static Exchange discover(Connection connection, Duration within) throws InterruptedException {
        connection.speaks(Revision.MODERN);
        ObjectNode params = Meta.modern(StrictJson.object(), StrictJson.object(), client());
        return connection.ask(Method.DISCOVER, params, Map.of(), within);
    }

    private static Begun initialize(Connection connection, UnaryOperator<String> clean, Duration within, Clock clock)
            throws InterruptedException {
        ObjectNode params = StrictJson.object().put("protocolVersion", Revision.NEWEST_LEGACY.date());
        params.putObject("capabilities");
        params.set("clientInfo", client());
        connection.speaks(Revision.NEWEST_LEGACY);
        Exchange answer = connection.ask(Method.INITIALIZE, params, Map.of(), within);
        if (answer instanceof Exchange.Answered(ObjectNode result)) {
            Optional<Revision> agreed =
                    Revision.of(result.path("protocolVersion").asText()).filter(revision -> !revision.modern());
            if (agreed.isEmpty()) {
                return failed(new ToolError.VersionSunset("it speaks revision "
                        + Told.brief(result.path("protocolVersion").asText("none")) + ", which is not known here"));
            }
            connection.speaks(agreed.get());
            connection.tell(Method.INITIALIZED, StrictJson.object());
            return known(connection, agreed.get(), clean, name(result.path("serverInfo")), clock);
        }
        // A server of today that was slow to start has answered the probe too late.
        if (answer instanceof Exchange.Refused
                && discover(connection, PROBE) instanceof Exchange.Answered(ObjectNode late)
                && modern(late.path("supportedVersions"))) {
            return known(
                    connection, Revision.MODERN, clean, name(late.path("_meta").path(Meta.SERVER)), clock);
        }
        return failed(
                answer instanceof Exchange.Undone(ToolError error)
                        ? cleaned(error, clean)
                        : new ToolError.Transient(clean.apply(words(answer))));
    }

    private static Begun known(
            Connection connection, Revision revision, UnaryOperator<String> clean, String greeting, Clock clock) {
        connection.speaks(revision);
        return new Begun.Known(new Session(connection, revision, clean, clean.apply(greeting), clock));
    }

    private static Begun failed(ToolError error) {
        return new Begun.Failed(error);
    }

    private static boolean modern(JsonNode supported) {
        return has(supported, Revision.MODERN);
    }

    private static boolean has(JsonNode supported, Revision revision) {
        for (JsonNode one : supported) {
            if (one.asText().equals(revision.date())) {
                return true;
            }
        }
        return false;
    }

    private static boolean none(JsonNode supported) {
        for (Revision revision : Revision.values()) {
            if (has(supported, revision)) {
                return false;
            }
        }
        return true;
    }

    private static ObjectNode client() {
        return StrictJson.object().put("name", "factotum").put("version", Version.CURRENT);
    }

    private static String name(JsonNode info) {
        return (info.path("name").asText("") + " " + info.path("version").asText("")).strip();
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
        return switch (connection.ask(method, full, routing, within)) {
            case Exchange.Answered(ObjectNode result) -> new Exchange.Answered(cleaned(result));
            case Exchange.Refused(RpcError error) ->
                new Exchange.Refused(new RpcError(error.code(), clean.apply(error.message())));
            case Exchange.Undone(ToolError error) -> new Exchange.Undone(cleaned(error, clean));
            case Exchange.Lost(String why) -> new Exchange.Lost(clean.apply(why));
        };
    }

    private ObjectNode cleaned(ObjectNode result) {
        String text = result.toString();
        return clean.apply(text).equals(text) ? result : StrictJson.object(without(result));
    }

    private JsonNode without(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = StrictJson.object();
                object.properties().forEach(entry -> copy.set(clean.apply(entry.getKey()), without(entry.getValue())));
                yield copy;
            }
            case com.fasterxml.jackson.databind.node.ArrayNode array -> {
                var copy = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.arrayNode();
                array.forEach(one -> copy.add(without(one)));
                yield copy;
            }
            case com.fasterxml.jackson.databind.node.TextNode text ->
                com.fasterxml.jackson.databind.node.TextNode.valueOf(clean.apply(text.textValue()));
            default -> node;
        };
    }

    private static ToolError cleaned(ToolError error, UnaryOperator<String> clean) {
        String message = clean.apply(error.message());
        return switch (error) {
            case ToolError.Auth(String _, boolean refreshable) -> new ToolError.Auth(message, refreshable);
            case ToolError.RateLimited limited -> new ToolError.RateLimited(message, limited.until());
            case ToolError.Permission _ -> new ToolError.Permission(message);
            case ToolError.Transient _ -> new ToolError.Transient(message);
            case ToolError.VersionSunset _ -> new ToolError.VersionSunset(message);
            case ToolError.Quota _ -> new ToolError.Quota(message);
            case ToolError.Validation _ -> new ToolError.Validation(message);
            case ToolError.NotFound _ -> new ToolError.NotFound(message);
            case ToolError.ContentPolicy _ -> new ToolError.ContentPolicy(message);
            case ToolError.Duplicate twin -> new ToolError.Duplicate(message, twin.existing());
        };
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
