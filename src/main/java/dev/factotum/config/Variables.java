package dev.factotum.config;

import dev.factotum.markdown.Yaml;
import dev.factotum.problem.ConfigCode;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Settings from the environment: {@code AGENT__MODELS__DEFAULT=x} sets {@code models.default}.
 *
 * <p>Two underscores part the keys. A part names the key that looks like it when everything but letters and digits is
 * an underscore, whatever its case; where there is none, the part in lower case. A value that starts with a bracket or
 * brace is read as YAML.
 */
final class Variables {
    private static final String PREFIX = "AGENT__";
    private static final int MOST = 1000;

    private Variables() {}

    /** The settings that the variables make, over those below them. */
    static Node over(Node below, Map<String, String> environment, Findings findings) {
        Node all = below;
        List<Map.Entry<String, String>> named = new TreeMap<>(environment)
                .entrySet().stream()
                        .filter(variable -> variable.getKey().startsWith(PREFIX))
                        .limit(MOST)
                        .toList();
        for (Map.Entry<String, String> variable : named) {
            String name = variable.getKey();
            List<String> parts = Arrays.asList(name.substring(PREFIX.length()).split("__", -1));
            Node value = value(name, variable.getValue(), findings);
            if (parts.contains("") || parts.size() > 16) {
                findings.warning(
                        ConfigCode.UNKNOWN_KEY,
                        "`" + Plainly.shown(name) + "` names no setting",
                        new Origin(name, 0),
                        "parts of its name between the underscores are empty or too many",
                        "Write AGENT__ and the keys with two underscores between them, as AGENT__MODELS__DEFAULT.");
            } else if (value != null && !known(parts, all, KeyTables.agent())) {
                findings.fault(
                        ConfigCode.UNKNOWN_KEY,
                        "The variable `" + Plainly.shown(name) + "` names no setting",
                        new Origin(name, 0),
                        "nothing reads what it sets",
                        "Unset it, or name a key that agent config schema agent knows.");
            } else if (value != null) {
                all = Layers.over(all, nested(parts, value, all, KeyTables.agent()));
            }
        }
        return all;
    }

    /** False where a part names no key of a table whose keys are all known. */
    private static boolean known(List<String> parts, @Nullable Node below, @Nullable Shape shape) {
        if (parts.isEmpty() || shape == null) {
            return true;
        }
        String name = name(parts.getFirst(), below, shape);
        if (shape instanceof Shape.Keys keys && !keys.open() && keys.key(name).isEmpty()) {
            return false;
        }
        Node child = below instanceof Node.Tree tree ? tree.get(name) : null;
        return known(parts.subList(1, parts.size()), child, inner(shape, name));
    }

    private static Node nested(List<String> parts, Node value, @Nullable Node below, @Nullable Shape shape) {
        if (parts.isEmpty()) {
            return value;
        }
        String name = name(parts.getFirst(), below, shape);
        Node child = below instanceof Node.Tree tree ? tree.get(name) : null;
        return new Node.Tree(
                Map.of(name, nested(parts.subList(1, parts.size()), value, child, inner(shape, name))), value.origin());
    }

    private static String name(String part, @Nullable Node below, @Nullable Shape shape) {
        String written =
                below instanceof Node.Tree tree ? like(part, tree.entries().keySet()) : "";
        if (written.isEmpty() && shape instanceof Shape.Keys keys) {
            written = like(part, keys.keys().stream().map(Shape.Key::name).toList());
        }
        return written.isEmpty() ? part.toLowerCase(Locale.ROOT) : written;
    }

    private static String like(String part, Collection<String> names) {
        return names.stream()
                .filter(name -> name.replaceAll("[^A-Za-z0-9]", "_").equalsIgnoreCase(part))
                .findFirst()
                .orElse("");
    }

    private static @Nullable Shape inner(@Nullable Shape shape, String name) {
        if (shape instanceof Shape.Keys keys) {
            return keys.key(name).map(Shape.Key::shape).orElse(null);
        }
        return shape instanceof Shape.Table(Shape value) ? value : null;
    }

    private static @Nullable Node value(String name, String text, Findings findings) {
        Origin origin = new Origin(name, 0);
        if (!text.startsWith("[") && !text.startsWith("{")) {
            return new Node.Leaf(text, true, origin);
        }
        return switch (Yaml.read(text)) {
            case Yaml.Read.Good good -> from(Node.of(good.value(), name), origin);
            case Yaml.Read.Bad bad -> {
                findings.fault(
                        ConfigCode.UNREADABLE,
                        "The variable `" + Plainly.shown(name) + "` cannot be read",
                        origin,
                        bad.reason(),
                        "Write it as YAML on one line, as [a, b].");
                yield null;
            }
        };
    }

    private static Node from(Node node, Origin origin) {
        return switch (node) {
            case Node.Leaf leaf -> new Node.Leaf(leaf.text(), leaf.plain(), origin);
            case Node.Items list ->
                new Node.Items(
                        list.items().stream().map(item -> from(item, origin)).toList(), origin);
            case Node.Tree tree -> {
                Map<String, Node> entries = new java.util.LinkedHashMap<>();
                tree.entries().forEach((key, child) -> entries.put(key, from(child, origin)));
                yield new Node.Tree(entries, origin);
            }
        };
    }
}
