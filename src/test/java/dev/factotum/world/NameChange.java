package dev.factotum.world;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A name change as a journal would hold it: all its edges come to be together, or none. */
final class NameChange {
    /** In the folder, the name now means this node, or nothing. */
    record Edge(
            Node folder,
            String name,
            @Nullable Node before,
            @Nullable Node after) {}

    final List<Edge> edges;
    final Set<Node> unforced = new HashSet<>();

    NameChange(List<Edge> edges) {
        this.edges = List.copyOf(edges);
        for (Edge edge : edges) {
            unforced.add(edge.folder());
        }
    }

    NameChange copy(Map<Node, Node> twins) {
        NameChange copy = new NameChange(edges.stream()
                .map(edge -> new Edge(
                        edge.folder().copy(twins), edge.name(), copy(edge.before(), twins), copy(edge.after(), twins)))
                .toList());
        copy.unforced.clear();
        unforced.forEach(folder -> copy.unforced.add(folder.copy(twins)));
        return copy;
    }

    private static @Nullable Node copy(@Nullable Node node, Map<Node, Node> twins) {
        return node == null ? null : node.copy(twins);
    }

    /** True where an earlier change must be durable for this one to be: they share a name or a file. */
    boolean restsOn(NameChange earlier) {
        for (Edge mine : edges) {
            for (Edge theirs : earlier.edges) {
                if (mine.folder() == theirs.folder() && mine.name().equals(theirs.name())) {
                    return true;
                }
                if (same(mine.before(), theirs.before()) || same(mine.before(), theirs.after())) {
                    return true;
                }
                if (same(mine.after(), theirs.before()) || same(mine.after(), theirs.after())) {
                    return true;
                }
            }
        }
        return false;
    }

    void apply() {
        for (Edge edge : edges) {
            if (edge.after() == null) {
                edge.folder().durableNames.remove(edge.name());
            } else {
                edge.folder().durableNames.put(edge.name(), edge.after());
            }
        }
    }

    private static boolean same(@Nullable Node one, @Nullable Node other) {
        return one != null && one == other;
    }
}
