package dev.factotum.mcp.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.mcp.protocol.ToolInfo;
import java.io.IOException;

/** A tool that a client may call. */
interface Offer {
    ToolInfo info();

    /**
     * Answers a call in the words of tools/call.
     *
     * @param arguments whatever the client sent
     */
    ObjectNode call(Caller caller, ObjectNode arguments) throws IOException;
}
