package dev.factotum.config;

import java.util.ArrayList;
import java.util.List;

/** The settings as they hold, each with the place it came from. */
public final class Origins {
    private final Node.Tree values;

    Origins(Node.Tree values) {
        this.values = values;
    }

    /**
     * One setting.
     *
     * @param key with dots: {@code models.default}
     * @param text on one line, as it is set: never to be printed, for somebody may have written a secret out
     * @param source {@code agent.yaml:12}, {@code agent.prod.yaml:3}, a variable's name or {@code default}
     */
    public record Value(String key, String text, String source) {
        /** The value for people: a reference to a secret as it is, a secret written out never. */
        public String shown() {
            return Plainly.withoutSecret(key, text);
        }
    }

    /** The setting of this key, or all settings below it, in order; none where nothing is set and nothing is default. */
    public List<Value> of(String key) {
        List<Value> found = new ArrayList<>();
        List<Node> way = values.walk(key);
        if (!way.isEmpty()) {
            collect(key, way.getLast(), found);
        }
        return List.copyOf(found);
    }

    /** All settings. */
    public List<Value> all() {
        return of("");
    }

    private static void collect(String key, Node node, List<Value> into) {
        if (node instanceof Node.Tree tree) {
            tree.entries().forEach((name, child) -> collect(Checker.join(key, name), child, into));
        } else {
            into.add(new Value(key, node.shown(), node.origin().shown()));
        }
    }
}
