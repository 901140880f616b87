package dev.factotum.mcp.server;

import dev.factotum.mcp.protocol.ToolInfo;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Tool;
import dev.factotum.tool.Toolbox;
import dev.factotum.world.World;
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
    private final World world;

    Offers(Toolbox toolbox, Asking asking, List<Offer> own, Scope scope, World world) {
        this.toolbox = toolbox;
        this.asking = asking;
        this.own = List.copyOf(own);
        this.scope = scope;
        this.world = world;
    }

    /** By name, in a fixed order. */
    Map<String, Offer> all() {
        Map<String, Offer> all = new LinkedHashMap<>();
        own.forEach(offer -> all.put(offer.info().name(), offer));
        for (Tool tool : toolbox.all()) {
            if (offered(tool) && all.size() < MOST) {
                name(tool, all).ifPresent(name -> all.put(name, offer(name, tool)));
            }
        }
        return all;
    }

    Optional<Offer> find(String name) {
        return Optional.ofNullable(all().get(name));
    }

    /** The gated tool with this id, by its own id. */
    Optional<Offer> gated(String id) {
        return toolbox.find(id)
                .filter(tool -> !tool.governs())
                .map(tool -> new GatedTool(id.replace('.', '_'), tool, asking));
    }

    List<ToolInfo> infos() {
        return all().values().stream().map(Offer::info).toList();
    }

    private Offer offer(String name, Tool tool) {
        boolean read = tool.id().channel().equals("mcp") && tool.effect() instanceof Effect.Read;
        return read && scope.direct() ? new DirectTool(name, tool, asking, world) : new GatedTool(name, tool, asking);
    }

    private boolean offered(Tool tool) {
        if (tool.governs()) {
            return false;
        }
        String channel = tool.id().channel();
        if (channel.equals("mcp")) {
            return scope.reexports();
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
}
