package dev.factotum.mcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What every request tells about itself since 2026-07-28, under {@code params._meta}. */
public final class Meta {
    public static final String VERSION = "io.modelcontextprotocol/protocolVersion";
    public static final String CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    public static final String CLIENT = "io.modelcontextprotocol/clientInfo";
    public static final String SERVER = "io.modelcontextprotocol/serverInfo";
    public static final String PROGRESS = "progressToken";

    private Meta() {}

    /** The revision that a request names; empty where it belongs to the generation with a handshake. */
    public static Optional<String> version(ObjectNode params) {
        JsonNode version = params.path("_meta").path(VERSION);
        return version.isTextual() ? Optional.of(version.textValue()) : Optional.empty();
    }

    /** A copy of the parameters that says what a modern request must say. */
    public static ObjectNode modern(ObjectNode params, ObjectNode capabilities, ObjectNode client) {
        ObjectNode copy = params.deepCopy();
        ObjectNode meta = copy.path("_meta") instanceof ObjectNode given ? given : copy.putObject("_meta");
        meta.put(VERSION, Revision.MODERN.date());
        meta.set(CAPABILITIES, capabilities);
        meta.set(CLIENT, client);
        return copy;
    }
}
