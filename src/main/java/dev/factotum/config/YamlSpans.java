package dev.factotum.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Where the values of a YAML text stand in it, in chars. The text is one that the strict reader has taken. */
final class YamlSpans {
    private final String text;
    private final @Nullable Node root;

    YamlSpans(String text) {
        this.text = text;
        this.root =
                new Compose(LoadSettings.builder().build()).composeString(text).orElse(null);
    }

    /** The outermost mapping, or null where the text holds none. */
    @Nullable
    MappingNode mapping() {
        return root instanceof MappingNode mapping ? mapping : null;
    }

    /** The entry of a mapping whose key starts what is left of a dotted key, the longest such. */
    static Optional<NodeTuple> entry(MappingNode mapping, String dotted) {
        return mapping.getValue().stream()
                .filter(entry -> {
                    String name = name(entry);
                    return dotted.equals(name) || dotted.startsWith(name + ".");
                })
                .max(java.util.Comparator.comparingInt(entry -> name(entry).length()));
    }

    static String name(NodeTuple entry) {
        return entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
    }

    static boolean blank(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && scalar.getValue().isEmpty();
    }

    static boolean flow(Node node) {
        return node instanceof CollectionNode<?> collection && collection.getFlowStyle() == FlowStyle.FLOW;
    }

    static boolean block(Node node) {
        return node instanceof ScalarNode scalar
                && (scalar.getScalarStyle() == ScalarStyle.LITERAL || scalar.getScalarStyle() == ScalarStyle.FOLDED);
    }

    int start(Node node) {
        return offset(node.getStartMark());
    }

    int end(Node node) {
        return offset(node.getEndMark());
    }

    /** Chars before the node on its line. */
    static int column(Node node) {
        return node.getStartMark().map(Mark::getColumn).orElse(0);
    }

    /** The offset behind the last leaf of a block value, where its line's comment may still follow. */
    int lastEnd(Node node) {
        if (node instanceof MappingNode mapping
                && !flow(mapping)
                && !mapping.getValue().isEmpty()) {
            NodeTuple last = mapping.getValue().getLast();
            return Math.max(end(last.getKeyNode()), lastEnd(last.getValueNode()));
        }
        if (node instanceof org.snakeyaml.engine.v2.nodes.SequenceNode sequence
                && !flow(sequence)
                && !sequence.getValue().isEmpty()) {
            return lastEnd(sequence.getValue().getLast());
        }
        return end(node);
    }

    private int offset(Optional<Mark> mark) {
        return text.offsetByCodePoints(0, mark.map(Mark::getIndex).orElse(0));
    }
}
