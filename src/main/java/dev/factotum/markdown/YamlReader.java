package dev.factotum.markdown;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Builds values from parse events, so that no scalar is ever resolved to another type. */
final class YamlReader {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_NODES = 10_000;

    private final String text;
    private final List<Entry> entries = new ArrayList<>();
    private boolean flow;
    private int nodes;
    private int lastEnd;

    YamlReader(String text) {
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /**
     * One entry of the outermost mapping, in code points of the text.
     *
     * @param keyEnd behind the last char of the key
     * @param end behind the last char of the value; where the value is missing, behind the key's colon
     */
    record Entry(String key, int start, int keyEnd, int valueStart, int end) {}

    Yaml.Read read() {
        try {
            Parser parser = new ParserImpl(
                    LoadSettings.builder().build(),
                    new StreamReader(LoadSettings.builder().build(), text));
            return new Yaml.Read.Good(document(parser));
        } catch (Refusal refusal) {
            return new Yaml.Read.Bad(refusal.line, refusal.reason);
        } catch (YamlEngineException fault) {
            return YamlFault.explain(text, fault);
        }
    }

    /** The entries of the outermost mapping after a good read, in the order written. */
    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** True where the outermost mapping is written as {@code {a: b}}. */
    boolean flow() {
        return flow;
    }

    private YamlValue document(Parser parser) throws Refusal {
        expect(parser, Event.ID.StreamStart);
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            return new YamlValue.Mapping(Map.of(), 1);
        }
        if (parser.next() instanceof DocumentStartEvent start
                && (start.getSpecVersion().isPresent() || !start.getTags().isEmpty())) {
            throw new Refusal(1, "a line that starts with % is not taken here");
        }
        YamlValue value = node(parser, parser.next(), 1);
        expect(parser, Event.ID.DocumentEnd);
        if (!parser.checkEvent(Event.ID.StreamEnd)) {
            throw new Refusal(line(parser.peekEvent()), "a second document starts here, only one is taken");
        }
        return emptyAsMapping(value);
    }

    private static YamlValue emptyAsMapping(YamlValue value) {
        return value instanceof YamlValue.Scalar scalar
                        && scalar.plain()
                        && scalar.text().isEmpty()
                ? new YamlValue.Mapping(Map.of(), scalar.line())
                : value;
    }

    private YamlValue node(Parser parser, Event event, int depth) throws Refusal {
        refuse(event, depth);
        return switch (event) {
            case ScalarEvent scalar -> {
                lastEnd = index(scalar.getEndMark(), lastEnd);
                yield new YamlValue.Scalar(scalar.getValue(), scalar.isPlain(), line(scalar));
            }
            case MappingStartEvent start -> mapping(parser, start, depth);
            case CollectionStartEvent start -> sequence(parser, start, depth);
            default -> throw new Refusal(line(event), "this is not readable as YAML");
        };
    }

    private void refuse(Event event, int depth) throws Refusal {
        if (event instanceof AliasEvent) {
            throw new Refusal(line(event), "a value that starts with * must stand in quotes");
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            throw new Refusal(line(event), "a value that starts with & must stand in quotes");
        }
        Optional<String> tag = switch (event) {
            case ScalarEvent scalar -> scalar.getTag();
            case CollectionStartEvent start -> start.getTag();
            default -> Optional.empty();
        };
        if (tag.isPresent()) {
            throw new Refusal(line(event), "a value that starts with ! must stand in quotes");
        }
        if (++nodes > MAX_NODES) {
            throw new Refusal(line(event), "this holds more than 10,000 values");
        }
        if (depth > MAX_DEPTH) {
            throw new Refusal(line(event), "this is nested more than 32 deep");
        }
    }

    private YamlValue sequence(Parser parser, CollectionStartEvent start, int depth) throws Refusal {
        List<YamlValue> items = new ArrayList<>();
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            items.add(node(parser, parser.next(), depth + 1));
        }
        end(parser, start);
        return new YamlValue.Sequence(items, line(start));
    }

    private YamlValue mapping(Parser parser, CollectionStartEvent start, int depth) throws Refusal {
        Map<String, YamlValue> values = new LinkedHashMap<>();
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            Event keyEvent = parser.next();
            YamlValue key = node(parser, keyEvent, depth + 1);
            String name = name(key);
            int behindKey = lastEnd;
            Event valueEvent = parser.next();
            int valueStart = index(valueEvent.getStartMark(), behindKey);
            YamlValue value = node(parser, valueEvent, depth + 1);
            if (values.putIfAbsent(name, value) != null) {
                throw new Refusal(key.line(), "\"" + shortened(name) + "\" stands here a second time");
            }
            if (depth == 1) {
                entries.add(new Entry(
                        name, index(keyEvent.getStartMark(), 0), behindKey, valueStart, Math.max(lastEnd, valueStart)));
            }
        }
        end(parser, start);
        flow |= depth == 1 && start.getFlowStyle() == FlowStyle.FLOW;
        return new YamlValue.Mapping(values, line(start));
    }

    private static String name(YamlValue key) throws Refusal {
        if (!(key instanceof YamlValue.Scalar scalar)) {
            throw new Refusal(key.line(), "a key must be plain text; put a value with [ or { in quotes");
        }
        if (scalar.plain() && scalar.text().equals("<<")) {
            throw new Refusal(key.line(), "merge keys (<<) are not taken");
        }
        if (scalar.plain() && scalar.text().isEmpty()) {
            throw new Refusal(key.line(), "a key is missing before the colon");
        }
        return scalar.text();
    }

    private void end(Parser parser, CollectionStartEvent start) {
        Event event = parser.next();
        if (start.getFlowStyle() == FlowStyle.FLOW) {
            lastEnd = index(event.getEndMark(), lastEnd);
        }
    }

    private static void expect(Parser parser, Event.ID id) throws Refusal {
        Event event = parser.next();
        if (event.getEventId() != id) {
            throw new Refusal(line(event), "this is not readable as YAML");
        }
    }

    private static int line(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    private static int index(Optional<Mark> mark, int otherwise) {
        return mark.map(Mark::getIndex).orElse(otherwise);
    }

    private static String shortened(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "…";
    }

    /** Stops the reading; becomes a value at the edge of this class. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        private final int line;
        private final String reason;

        private Refusal(int line, String reason) {
            super(reason, null, false, false);
            this.line = line;
            this.reason = reason;
        }
    }
}
