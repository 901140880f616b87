package dev.factotum.tool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All tools there are, by id: those that come with the program, and those of sources, which never take the place of one. */
public final class Toolbox {
    private final Map<String, Tool> tools;
    private final List<ToolSource> sources;

    public Toolbox(Collection<? extends Tool> tools) {
        this(tools, List.of());
    }

    /** @param sources asked anew at every look; of two tools with one id the one of the earlier source counts */
    public Toolbox(Collection<? extends Tool> tools, List<ToolSource> sources) {
        TreeMap<String, Tool> byId = new TreeMap<>();
        for (Tool tool : tools) {
            if (byId.put(tool.id().value(), tool) != null) {
                throw new IllegalArgumentException("two tools named " + tool.id());
            }
        }
        this.tools = java.util.Collections.unmodifiableMap(byId);
        this.sources = List.copyOf(sources);
    }

    public Optional<Tool> find(String id) {
        Tool known = tools.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        for (ToolSource source : sources) {
            for (Tool tool : source.tools()) {
                if (tool.id().value().equals(id)) {
                    return Optional.of(tool);
                }
            }
        }
        return Optional.empty();
    }

    /** Why a source that knows of this id does not offer it, and what to do. */
    public Optional<String> absent(String id) {
        return sources.stream().flatMap(source -> source.absent(id).stream()).findFirst();
    }

    /** The id that a misspelt one most likely meant: {@code x.pots} means {@code x.post}. */
    public Optional<ToolId> nearest(String written) {
        return Nearest.of(written, byId().keySet()).map(ToolId::new);
    }

    /** Sorted by id. */
    public List<Tool> all() {
        return new ArrayList<>(byId().values());
    }

    private Map<String, Tool> byId() {
        if (sources.isEmpty()) {
            return tools;
        }
        TreeMap<String, Tool> all = new TreeMap<>(tools);
        for (ToolSource source : sources) {
            for (Tool tool : source.tools()) {
                all.putIfAbsent(tool.id().value(), tool);
            }
        }
        return all;
    }
}
