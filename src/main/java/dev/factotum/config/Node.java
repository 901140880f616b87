package dev.factotum.config;

import dev.factotum.markdown.YamlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A value of the settings that knows where it was written; the form in which files and variables are overlaid. */
sealed interface Node {
    Origin origin();

    /** @param plain false where it was written in quotes or as a block */
    record Leaf(String text, boolean plain, Origin origin) implements Node {}

    record Items(List<Node> items, Origin origin) implements Node {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** Entries in the order written. */
    record Tree(Map<String, Node> entries, Origin origin) implements Node {
        public Tree {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Nullable
        Node get(String key) {
            return entries.get(key);
        }
    }

    static Node of(YamlValue value, String source) {
        Origin origin = new Origin(source, value.line());
        return switch (value) {
            case YamlValue.Scalar scalar -> new Leaf(scalar.text(), scalar.plain(), origin);
            case YamlValue.Sequence sequence ->
                new Items(
                        sequence.items().stream().map(item -> of(item, source)).toList(), origin);
            case YamlValue.Mapping mapping -> tree(mapping.entries(), source, origin);
        };
    }

    static Tree tree(Map<String, YamlValue> values, String source, Origin origin) {
        Map<String, Node> entries = new LinkedHashMap<>();
        values.forEach((key, value) -> entries.put(key, of(value, source)));
        return new Tree(entries, origin);
    }

    /** True where a key stands with nothing behind it, which means: not set. */
    default boolean blank() {
        return this instanceof Leaf leaf
                && leaf.plain()
                && (leaf.text().isEmpty() || leaf.text().equals("~"));
    }

    /** The members of a list; one scalar counts as a list written on one line, parted by commas. */
    default List<Node> members() {
        return switch (this) {
            case Items list -> list.items();
            case Tree tree -> List.of(tree);
            case Leaf leaf when blank() || leaf.text().isBlank() -> List.of();
            case Leaf leaf ->
                Arrays.stream(leaf.text().split(",", -1))
                        .map(part -> (Node) new Leaf(part.strip(), leaf.plain(), leaf.origin()))
                        .toList();
        };
    }

    /** The value on one line, as YAML would show it. */
    default String shown() {
        return switch (this) {
            case Leaf leaf -> leaf.text();
            case Items list -> list.items().stream().map(Node::shown).collect(Collectors.joining(", ", "[", "]"));
            case Tree tree ->
                tree.entries().entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue().shown())
                        .collect(Collectors.joining(", ", "{ ", " }"));
        };
    }

    /** The keys and members on the way to a value whose key is written with dots; empty where nothing stands there. */
    default List<Node> walk(String key) {
        List<Node> way = new ArrayList<>();
        way.add(this);
        String rest = key;
        Node at = this;
        while (!rest.isEmpty()) {
            if (!(at instanceof Tree tree)) {
                return List.of();
            }
            String name = longestPrefix(tree, rest);
            Node next = tree.get(name);
            if (next == null) {
                return List.of();
            }
            way.add(next);
            at = next;
            rest = rest.length() == name.length() ? "" : rest.substring(name.length() + 1);
        }
        return way;
    }

    private static String longestPrefix(Tree tree, String dotted) {
        return tree.entries().keySet().stream()
                .filter(name -> dotted.equals(name) || dotted.startsWith(name + "."))
                .max(java.util.Comparator.comparingInt(String::length))
                .orElse("");
    }
}
