package dev.factotum.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.mcp.client.Session.Begun;
import dev.factotum.mcp.protocol.Meta;
import dev.factotum.mcp.protocol.Method;
import dev.factotum.mcp.protocol.Revision;
import dev.factotum.mcp.protocol.RpcError;
import dev.factotum.mcp.protocol.StrictJson;
import dev.factotum.tool.ToolError;
import dev.factotum.world.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Finds out which generation a server speaks. */
record Handshake(Connection connection, Clean clean, Clock clock) {
    private static final Duration PROBE = Duration.ofSeconds(5);

    /** Asks in the way of today first; what an old server makes of that is no concern. */
    Begun begin(Duration within) throws InterruptedException {
        Duration first = PROBE.compareTo(within) < 0 ? PROBE : within;
        Exchange probe = discover(first);
        if (says(probe, RpcError.UNSUPPORTED_VERSION) && modern(supported(probe))) {
            probe = discover(first);
            if (probe instanceof Exchange.Refused) {
                return known(Revision.MODERN, "");
            }
        }
        if (probe instanceof Exchange.Answered(ObjectNode result) && modern(result.path("supportedVersions"))) {
            return known(Revision.MODERN, name(result.path("_meta").path(Meta.SERVER)));
        }
        if (probe instanceof Exchange.Undone(ToolError error)) {
            return failed(error);
        }
        if (!connection.open()) {
            return failed(new ToolError.Transient(Session.words(probe)));
        }
        if (says(probe, RpcError.HEADER_MISMATCH) || says(probe, RpcError.MISSING_CAPABILITY)) {
            return failed(new ToolError.Validation(Session.words(probe)));
        }
        if (says(probe, RpcError.UNSUPPORTED_VERSION) && none(supported(probe))) {
            return failed(new ToolError.VersionSunset("it speaks no revision of the protocol that is known here"));
        }
        return initialize(within);
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

    private Exchange discover(Duration within) throws InterruptedException {
        connection.speaks(Revision.MODERN);
        ObjectNode params = Meta.modern(StrictJson.object(), StrictJson.object(), Session.client());
        return clean.of(connection.ask(Method.DISCOVER, params, Map.of(), within));
    }

    private Begun initialize(Duration within) throws InterruptedException {
        ObjectNode params = StrictJson.object().put("protocolVersion", Revision.NEWEST_LEGACY.date());
        params.putObject("capabilities");
        params.set("clientInfo", Session.client());
        connection.speaks(Revision.NEWEST_LEGACY);
        Exchange answer = clean.of(connection.ask(Method.INITIALIZE, params, Map.of(), within));
        if (answer instanceof Exchange.Answered(ObjectNode result)) {
            Optional<Revision> agreed =
                    Revision.of(result.path("protocolVersion").asText()).filter(revision -> !revision.modern());
            if (agreed.isEmpty()) {
                return failed(new ToolError.VersionSunset("it speaks revision "
                        + Told.brief(result.path("protocolVersion").asText("none")) + ", which is not known here"));
            }
            connection.speaks(agreed.get());
            connection.tell(Method.INITIALIZED, StrictJson.object());
            return known(agreed.get(), name(result.path("serverInfo")));
        }
        // A server of today that was slow to start has answered the probe too late.
        if (answer instanceof Exchange.Refused
                && discover(PROBE) instanceof Exchange.Answered(ObjectNode late)
                && modern(late.path("supportedVersions"))) {
            return known(Revision.MODERN, name(late.path("_meta").path(Meta.SERVER)));
        }
        return failed(
                answer instanceof Exchange.Undone(ToolError error)
                        ? error
                        : new ToolError.Transient(Session.words(answer)));
    }

    private Begun known(Revision revision, String greeting) {
        connection.speaks(revision);
        return new Begun.Known(new Session(connection, revision, clean, greeting, clock));
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

    private static String name(JsonNode info) {
        return (info.path("name").asText("") + " " + info.path("version").asText("")).strip();
    }
}
