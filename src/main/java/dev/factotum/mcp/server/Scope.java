package dev.factotum.mcp.server;

import java.util.Set;

/**
 * Which part of the office a server shows.
 *
 * @param name as its clients see it
 * @param channels whose tools it offers; empty for all
 * @param reexports true where it offers the tools of other MCP servers too
 * @param direct true where those of them that only read are called without a person
 */
public record Scope(String name, Set<String> channels, boolean reexports, boolean direct) {
    public Scope {
        channels = Set.copyOf(channels);
    }

    /** Everything. */
    public static Scope whole() {
        return new Scope("factotum", Set.of(), false, false);
    }

    boolean holds(String channel) {
        return channels.isEmpty() || channels.contains(channel);
    }
}
