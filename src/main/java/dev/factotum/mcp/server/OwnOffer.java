package dev.factotum.mcp.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.mcp.protocol.ToolInfo;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A tool of the office itself. */
record OwnOffer(ToolInfo info, Act act) implements Offer {
    /** What it does with arguments of which every name is known. */
    interface Act {
        ObjectNode on(Caller caller, Given given) throws IOException;
    }

    @Override
    public ObjectNode call(Caller caller, ObjectNode arguments) throws IOException {
        Set<String> known = new HashSet<>();
        info.input().path("properties").fieldNames().forEachRemaining(known::add);
        Given given = new Given(arguments).only(known);
        ObjectNode answer = act.on(caller, given);
        Optional<ObjectNode> refusal = given.refusal();
        return refusal.orElse(answer);
    }
}
