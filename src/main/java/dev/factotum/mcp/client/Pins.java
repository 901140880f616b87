package dev.factotum.mcp.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.mcp.protocol.StrictJson;
import dev.factotum.mcp.protocol.ToolInfo;
import dev.factotum.plan.CanonicalJson;
import dev.factotum.vault.Digest;

/** What was trusted, as digests: whatever differs by a letter has another one. */
final class Pins {
    private Pins() {}

    /** Of a tool: name, description, both schemas and what it claims to do. */
    static Digest of(ToolInfo tool) {
        return CanonicalJson.digest(tool.json().put("domain", "agent-mcp-tool-1"));
    }

    /**
     * Of what starts a server, values of variables and headers among it.
     *
     * @param salt so that the digest gives nothing away of a secret that was written out
     */
    static Digest of(ServerSpec spec, String salt) {
        ObjectNode json = StrictJson.object();
        json.put("domain", "agent-mcp-server-1").put("salt", salt).set("launch", spec.launch());
        return CanonicalJson.digest(json);
    }

    /** Above nought, and another for another pin. */
    static int version(Digest pin) {
        return Math.max(1, (int) Long.parseLong(pin.hex().substring(0, 8), 16) & Integer.MAX_VALUE);
    }
}
