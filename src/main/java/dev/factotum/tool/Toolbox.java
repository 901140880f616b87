package dev.factotum.tool;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All tools there are, by id. Immutable. */
public final class Toolbox {
    private final Map<String, Tool> tools;

    public Toolbox(Collection<? extends Tool> tools) {
        TreeMap<String, Tool> byId = new TreeMap<>();
        for (Tool tool : tools) {
            if (byId.put(tool.id().value(), tool) != null) {
                throw new IllegalArgumentException("two tools named " + tool.id());
            }
        }
        this.tools = java.util.Collections.unmodifiableMap(byId);
    }

    public Optional<Tool> find(String id) {
        return Optional.ofNullable(tools.get(id));
    }

    /** The id that a misspelt one most likely meant: {@code x.pots} means {@code x.post}. */
    public Optional<ToolId> nearest(String written) {
        return Nearest.of(written, tools.keySet()).map(ToolId::new);
    }

    /** Sorted by id. */
    public List<Tool> all() {
        return List.copyOf(tools.values());
    }
}
