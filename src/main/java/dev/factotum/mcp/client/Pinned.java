package dev.factotum.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.mcp.protocol.StrictJson;
import dev.factotum.mcp.protocol.ToolInfo;
import dev.factotum.vault.Digest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A server as it was when a person trusted it.
 *
 * @param launch the digest of what starts it, see {@link Pins}
 * @param tools as they were shown, sorted by name
 */
record Pinned(Instant at, String salt, Digest launch, List<ToolInfo> tools) {
    Pinned {
        tools = List.copyOf(tools);
    }

    boolean covers(ServerSpec spec) {
        return Pins.of(spec, salt).equals(launch);
    }

    Optional<ToolInfo> tool(String name) {
        return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }

    ObjectNode json() {
        ObjectNode json = StrictJson.object();
        json.put("at", at.toString()).put("salt", salt).put("launch", launch.hex());
        ArrayNode list = json.putArray("tools");
        tools.forEach(tool -> list.add(tool.json()));
        return json;
    }

    /** Empty where the entry is broken: then nothing of it is trusted. */
    static Optional<Pinned> read(JsonNode json) {
        try {
            List<ToolInfo> tools = new ArrayList<>();
            json.path("tools").forEach(tool -> ToolInfo.read(tool).ifPresent(tools::add));
            return Optional.of(new Pinned(
                    Instant.parse(json.path("at").asText()),
                    json.path("salt").asText(),
                    new Digest(json.path("launch").asText()),
                    tools));
        } catch (DateTimeException | IllegalArgumentException broken) {
            return Optional.empty();
        }
    }
}
