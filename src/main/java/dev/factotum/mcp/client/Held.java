package dev.factotum.mcp.client;

import dev.factotum.mcp.protocol.ToolInfo;
import dev.factotum.problem.McpCode;
import dev.factotum.problem.Problem;
import dev.factotum.vault.Digest;
import java.util.List;
import java.util.Optional;

/** What was trusted, held against what there is. */
final class Held {
    private Held() {}

    /** Why a tool may not be called; empty where it is as it was trusted. */
    static Optional<Problem> against(ServerName server, String tool, Digest pin, List<ToolInfo> present) {
        Optional<ToolInfo> there =
                present.stream().filter(one -> one.name().equals(tool)).findFirst();
        long named = present.stream().filter(one -> one.name().equals(tool)).count();
        if (there.isEmpty()) {
            return Optional.of(changed(server, tool, "the server has no such tool any more"));
        }
        if (named > 1) {
            return Optional.of(changed(server, tool, "the server has two tools of this name"));
        }
        return Pins.of(there.get()).equals(pin)
                ? Optional.empty()
                : Optional.of(changed(
                        server, tool, "its description, its schema or what it claims to do is not what was trusted"));
    }

    static Problem changed(ServerName server, String tool, String why) {
        return new Problem(
                McpCode.CHANGED_TOOL,
                "A tool of the server " + server + " is not called",
                "mcp " + server + " › " + tool,
                why,
                "Look at it again: agent mcp trust " + server + ".");
    }

    /** Why a server is not started. */
    static Problem unready(ServerName server, Standing standing) {
        McpCode code = standing == Standing.CHANGED ? McpCode.CHANGED_SERVER : McpCode.NOT_TRUSTED;
        return new Problem(
                code,
                "The server " + server + " is not started",
                McpFile.NAME + " › " + server,
                "it is " + standing.words(),
                standing == Standing.OFF
                        ? "Take “disabled” out of mcp.json."
                        : "Look at what would be started, and trust it: agent mcp trust " + server + ".");
    }
}
