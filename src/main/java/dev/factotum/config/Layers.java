package dev.factotum.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays settings over settings, and defaults under them. */
final class Layers {
    private Layers() {}

    /** What the upper layer sets wins; keys join key by key, lists and single values replace. Not set is no value. */
    static Node over(Node lower, Node upper) {
        if (upper.blank()) {
            return lower;
        }
        if (!(lower instanceof Node.Tree below) || !(upper instanceof Node.Tree above)) {
            return upper;
        }
        Map<String, Node> entries = new LinkedHashMap<>(below.entries());
        above.entries().forEach((key, node) -> entries.merge(key, node, Layers::over));
        return new Node.Tree(entries, above.origin());
    }

    /** The value with every default of its shape filled in and every key that is not set left out. */
    static Node filled(Shape shape, Node node) {
        return switch (shape) {
            case Shape.Keys keys when node instanceof Node.Tree tree -> filledKeys(keys, tree);
            case Shape.Table(Shape value)
            when node instanceof Node.Tree tree -> {
                Map<String, Node> entries = new LinkedHashMap<>();
                tree.entries().forEach((name, child) -> entries.put(name, filled(value, child)));
                yield new Node.Tree(entries, tree.origin());
            }
            case Shape.ListOf(Shape item)
            when node instanceof Node.Items list ->
                new Node.Items(
                        list.items().stream()
                                .map(member -> filled(item, member))
                                .toList(),
                        list.origin());
            case Shape.Keys other -> node;
            case Shape.Table other -> node;
            case Shape.ListOf other -> node;
            case Shape.Scalar other -> node;
            case Shape.Whole other -> node;
            case Shape.Decimal other -> node;
            case Shape.Choice other -> node;
            case Shape.Again other -> node;
            case Shape.Unbuilt other -> node;
            case Shape.Anything other -> node;
        };
    }

    private static Node filledKeys(Shape.Keys keys, Node.Tree tree) {
        Map<String, Node> entries = new LinkedHashMap<>(tree.entries());
        for (Shape.Key key : keys.keys()) {
            Node set = set(entries.get(key.name()));
            Node full = set == null ? fallback(key) : filled(key.shape(), set);
            if (full == null) {
                entries.remove(key.name());
            } else {
                entries.put(key.name(), full);
            }
        }
        return new Node.Tree(entries, tree.origin());
    }

    private static @Nullable Node set(@Nullable Node node) {
        return node == null || node.blank() ? null : node;
    }

    private static @Nullable Node fallback(Shape.Key key) {
        if (!key.fallback().isEmpty()) {
            return new Node.Leaf(key.fallback(), true, Origin.DEFAULT);
        }
        if (key.shape() instanceof Shape.Keys keys
                && filledKeys(keys, new Node.Tree(Map.of(), Origin.DEFAULT)) instanceof Node.Tree tree
                && !tree.entries().isEmpty()) {
            return tree;
        }
        return null;
    }
}
