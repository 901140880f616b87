package dev.factotum.mcp.client;

import dev.factotum.mcp.protocol.ToolInfo;
import dev.factotum.problem.McpCode;
import dev.factotum.problem.Problem;
import dev.factotum.tool.ToolId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The ids of a server's tools; of two that would have one id, the first by its own name has it. */
record ToolNames(Map<ToolId, ToolInfo> tools, List<Problem> problems) {
    static final String CHANNEL = "mcp";

    ToolNames {
        problems = List.copyOf(problems);
    }

    static ToolNames of(ServerName server, Collection<ToolInfo> tools) {
        Map<ToolId, ToolInfo> named = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        tools.stream().sorted(Comparator.comparing(ToolInfo::name)).forEach(tool -> {
            ToolInfo before = named.putIfAbsent(id(server, tool.name()), tool);
            if (before != null) {
                problems.add(new Problem(
                        McpCode.UNUSABLE_TOOL,
                        "Two tools of a server have the same id",
                        "mcp " + server + " › " + tool.name(),
                        before.name() + " and " + tool.name() + " are both " + id(server, tool.name()) + " here; "
                                + before.name() + " counts",
                        "Ask who makes the server to name them apart."));
            }
        });
        return new ToolNames(named, problems);
    }

    static ToolId id(ServerName server, String tool) {
        String plain = tool.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "_");
        String start = plain.matches("[a-z0-9].*") ? plain : "t" + plain;
        return new ToolId(CHANNEL + "." + server + "." + start);
    }
}
