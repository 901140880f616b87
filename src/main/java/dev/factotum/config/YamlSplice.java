package dev.factotum.config;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Sets one value in a YAML text and leaves every other char as it is. */
final class YamlSplice {
    private final String text;
    private final YamlSpans spans;
    private final String newline;

    YamlSplice(String text) {
        this.text = text;
        this.spans = new YamlSpans(text);
        this.newline = text.contains("\r\n") ? "\r\n" : "\n";
    }

    /** The new text, or empty where the value's place holds something that only a person should take apart. */
    Optional<String> set(String key, String value) {
        MappingNode mapping = spans.mapping();
        if (mapping == null) {
            String before = text.isEmpty() || text.endsWith("\n") ? text : text + newline;
            return Optional.of(before + lines(key, value, 0));
        }
        String rest = key;
        NodeTuple parent = null;
        while (true) {
            Optional<NodeTuple> entry = YamlSpans.entry(mapping, rest);
            if (entry.isEmpty()) {
                return Optional.of(added(mapping, parent, rest, value));
            }
            String name = YamlSpans.name(entry.get());
            Node found = entry.get().getValueNode();
            if (rest.length() == name.length()) {
                return replaced(entry.get(), value);
            }
            rest = rest.substring(name.length() + 1);
            if (YamlSpans.blank(found)) {
                boolean inFlow = YamlSpans.flow(mapping);
                return Optional.of(filled(entry.get(), rest, value, inFlow));
            }
            if (!(found instanceof MappingNode inner)) {
                return Optional.empty();
            }
            parent = entry.get();
            mapping = inner;
        }
    }

    /** The new text with one more member of a list, made where it is missing; empty where no list stands there. */
    Optional<String> append(String key, String member) {
        MappingNode mapping = spans.mapping();
        String rest = key;
        while (mapping != null) {
            Optional<NodeTuple> entry = YamlSpans.entry(mapping, rest);
            if (entry.isEmpty()) {
                break;
            }
            String name = YamlSpans.name(entry.get());
            Node found = entry.get().getValueNode();
            if (rest.length() == name.length()) {
                return found instanceof SequenceNode list
                        ? Optional.of(longer(list, member))
                        : YamlSpans.blank(found) ? set(key, "[" + member + "]") : Optional.empty();
            }
            rest = rest.substring(name.length() + 1);
            mapping = found instanceof MappingNode inner ? inner : null;
        }
        return set(key, "[" + member + "]");
    }

    private String longer(SequenceNode list, String member) {
        List<Node> members = list.getValue();
        if (YamlSpans.flow(list)) {
            int at = members.isEmpty() ? spans.start(list) + 1 : spans.end(members.getLast());
            return spliced(at, at, members.isEmpty() ? member : ", " + member);
        }
        int last = spans.lastEnd(list);
        boolean atLineStart = last > 0 && text.charAt(last - 1) == '\n';
        int at = atLineStart ? last : lineEnd(last);
        String line = " ".repeat(YamlSpans.column(list)) + "- " + member;
        return atLineStart ? spliced(at, at, line + newline) : spliced(at, at, newline + line);
    }

    private Optional<String> replaced(NodeTuple entry, String value) {
        Node old = entry.getValueNode();
        if (YamlSpans.blank(old)) {
            int colon = text.indexOf(':', spans.end(entry.getKeyNode()));
            return colon < 0 ? Optional.empty() : Optional.of(spliced(colon + 1, colon + 1, " " + scalar(value)));
        }
        boolean one = old instanceof ScalarNode && !YamlSpans.block(old);
        return one || YamlSpans.flow(old)
                ? Optional.of(spliced(spans.start(old), spans.end(old), scalar(value)))
                : Optional.empty();
    }

    private String filled(NodeTuple entry, String rest, String value, boolean inFlow) {
        int colon = text.indexOf(':', spans.end(entry.getKeyNode())) + 1;
        if (inFlow) {
            return spliced(colon, colon, " { " + flowPair(rest, value) + " }");
        }
        int at = lineEnd(colon);
        int column = YamlSpans.column(entry.getKeyNode()) + 2;
        return spliced(at, at, newline + withoutLast(lines(rest, value, column)));
    }

    private String added(MappingNode mapping, @Nullable NodeTuple parent, String rest, String value) {
        List<NodeTuple> entries = mapping.getValue();
        if (YamlSpans.flow(mapping)) {
            if (entries.isEmpty()) {
                return spliced(spans.start(mapping), spans.end(mapping), "{ " + flowPair(rest, value) + " }");
            }
            NodeTuple last = entries.getLast();
            int at = Math.max(spans.end(last.getKeyNode()), spans.end(last.getValueNode()));
            return spliced(at, at, ", " + flowPair(rest, value));
        }
        int column = entries.isEmpty()
                ? (parent == null ? 0 : YamlSpans.column(parent.getKeyNode()) + 2)
                : YamlSpans.column(entries.getFirst().getKeyNode());
        int last = spans.lastEnd(mapping);
        boolean atLineStart = last > 0 && text.charAt(last - 1) == '\n';
        int at = atLineStart ? last : lineEnd(last);
        String lines = lines(rest, value, column);
        return atLineStart ? spliced(at, at, lines) : spliced(at, at, newline + withoutLast(lines));
    }

    private String withoutLast(String lines) {
        return lines.substring(0, lines.length() - newline.length());
    }

    private String spliced(int start, int end, String fresh) {
        return text.substring(0, start) + fresh + text.substring(end);
    }

    private int lineEnd(int from) {
        int end = text.indexOf('\n', from);
        if (end < 0) {
            return text.length();
        }
        return end > from && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    private String lines(String dotted, String value, int column) {
        StringBuilder lines = new StringBuilder();
        int indent = column;
        String[] names = dotted.split("\\.", -1);
        for (int i = 0; i < names.length; i++) {
            boolean last = i == names.length - 1;
            lines.repeat(' ', indent)
                    .append(scalar(names[i]))
                    .append(last ? ": " + scalar(value) : ":")
                    .append(newline);
            indent += 2;
        }
        return lines.toString();
    }

    private static String flowPair(String dotted, String value) {
        int dot = dotted.indexOf('.');
        return dot < 0
                ? scalar(dotted) + ": " + scalar(value)
                : scalar(dotted.substring(0, dot)) + ": { " + flowPair(dotted.substring(dot + 1), value) + " }";
    }

    /** The value as YAML that stands inside braces too; what is written as a list or keys stays so. */
    private static String scalar(String value) {
        boolean collection =
                (value.startsWith("[") && value.endsWith("]")) || (value.startsWith("{") && value.endsWith("}"));
        boolean plain =
                value.matches("[A-Za-z0-9_./+-]([A-Za-z0-9_./@+ -]*[A-Za-z0-9_./@+-])?") && !value.startsWith("- ");
        if (collection || plain) {
            return value;
        }
        StringBuilder quoted = new StringBuilder("\"");
        value.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < 0x20 || c == 0x7f) {
                quoted.append(String.format(java.util.Locale.ROOT, "\\x%02x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
