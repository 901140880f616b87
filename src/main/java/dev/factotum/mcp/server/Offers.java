package dev.factotum.mcp.server;

import dev.factotum.mcp.protocol.ToolInfo;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Tool;
import dev.factotum.tool.Toolbox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a server offers: the office's own tools, and those of the vault behind a person. Asked anew at every look. */
final class Offers {
    private static final int MOST = 1_000;
    private static final int LONGEST_NAME = 128;

    /** The vault's own tool for drafts, under the name that programs know it by. */
    private static final Map<String, String> RENAMED = Map.of("content.draft", "draft");

    private final Toolbox toolbox;
    private final Asking asking;
    private final List<Offer> own;
    private final Scope scope;

    Offers(Toolbox toolbox, Asking asking, List<Offer> own, Scope scope) {
        this.toolbox = toolbox;
        this.asking = asking;
        this.own = List.copyOf(own);
        this.scope = scope;
    }

    /** By name, in a fixed order. */
    Map<String, Offer> all() {
        Map<String, Offer> all = new LinkedHashMap<>();
        own.forEach(offer -> all.put(offer.info().name(), offer));
        for (Tool tool : toolbox.all()) {
            if (offered(tool) && all.size() < MOST) {
                name(tool, all).ifPresent(name -> all.put(name, new GatedTool(name, tool, asking)));
            }
        }
        return all;
    }

    Optional<Offer> find(String name) {
        return Optional.ofNullable(all().get(name));
    }

    /** The gated tool with this id, by its own id. */
    Optional<Offer> gated(String id) {
        return toolbox.find(id).map(tool -> new GatedTool(id.replace('.', '_'), tool, asking));
    }

    List<ToolInfo> infos() {
        return all().values().stream().map(Offer::info).toList();
    }

    private boolean offered(Tool tool) {
        if (tool.governs()) {
            return false;
        }
        String channel = tool.id().channel();
        if (channel.equals("mcp")) {
            return scope.reexports() && (!scope.direct() || !(tool.effect() instanceof Effect.Read));
        }
        boolean acts = tool.outward() || RENAMED.containsKey(tool.id().value());
        return acts && scope.holds(channel);
    }

    /** Two ids that come to one name get numbers, in the order of the ids. */
    private static Optional<String> name(Tool tool, Map<String, Offer> taken) {
        String id = tool.id().value();
        String plain = RENAMED.getOrDefault(id, id.replace('.', '_'));
        String name = plain;
        for (int n = 2; taken.containsKey(name) && n < 100; n++) {
            name = plain + "_" + n;
        }
        return name.length() > LONGEST_NAME || taken.containsKey(name) ? Optional.empty() : Optional.of(name);
    }

    /** The tools that may be called right away: those of others that only read, where a person wants it so. */
    List<Tool> direct() {
        List<Tool> direct = new ArrayList<>();
        if (scope.reexports() && scope.direct()) {
            for (Tool tool : toolbox.all()) {
                if (tool.id().channel().equals("mcp") && tool.effect() instanceof Effect.Read) {
                    direct.add(tool);
                }
            }
        }
        return direct;
    }
}
