package dev.factotum.mcp.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.mcp.protocol.RpcError;
import dev.factotum.tool.ToolError;

/** What came of a request to a server. */
sealed interface Exchange {
    record Answered(ObjectNode result) implements Exchange {}

    /** The server answered that it will not or cannot. */
    record Refused(RpcError error) implements Exchange {}

    /** Certain: the server did nothing of it. */
    record Undone(ToolError error) implements Exchange {}

    /** It was asked and nobody knows what it did. */
    record Lost(String why) implements Exchange {}
}
