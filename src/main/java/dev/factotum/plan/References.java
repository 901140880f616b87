package dev.factotum.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Puts real values in place of {@code ${step.output}} and {@code $item.name}, just before a step is called. */
public final class References {
    private References() {}

    /** A text that comes from a message or a model, escaped so that behind a key it can never be a reference. */
    public static String literalLine(String untrusted) {
        return ReferenceText.literalLine(untrusted);
    }

    /** A text that comes from a message or a model, escaped so that in a text fence no part of it is a reference. */
    public static String literalText(String untrusted) {
        return ReferenceText.literalText(untrusted);
    }

    /** @param value by step id (or {@code item}) and output name */
    public static ObjectNode resolve(TypedStep step, BiFunction<String, String, String> value) {
        Set<String> prose = step.written().arguments().stream()
                .filter(argument -> argument.form() instanceof Argument.Form.Text)
                .map(Argument::name)
                .collect(Collectors.toSet());
        Set<ReferenceText.Use> known = step.references().stream()
                .map(reference -> new ReferenceText.Use(reference.of(), reference.output()))
                .collect(Collectors.toSet());
        ObjectNode resolved = JsonNodeFactory.instance.objectNode();
        step.arguments()
                .properties()
                .forEach(entry -> resolved.set(
                        entry.getKey(), resolve(entry.getValue(), prose.contains(entry.getKey()), known, value)));
        return resolved;
    }

    private static JsonNode resolve(
            JsonNode node, boolean prose, Set<ReferenceText.Use> known, BiFunction<String, String, String> value) {
        if (node.isTextual()) {
            return JsonNodeFactory.instance.textNode(text(node.textValue(), prose, known, value));
        }
        if (node.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> copy.add(resolve(item, prose, known, value)));
            return copy;
        }
        if (node.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(e -> copy.set(e.getKey(), resolve(e.getValue(), prose, known, value)));
            return copy;
        }
        return node;
    }

    private static String text(
            String text, boolean prose, Set<ReferenceText.Use> known, BiFunction<String, String, String> value) {
        Optional<ReferenceText.Use> whole = ReferenceText.whole(text).filter(known::contains);
        if (whole.isPresent()) {
            return value.apply(whole.get().of(), whole.get().output());
        }
        if (!prose) {
            return ReferenceText.unescapeWhole(text);
        }
        String unescaped = ReferenceText.unescapeWhole(text);
        if (!unescaped.equals(text)) {
            return unescaped;
        }
        return ReferenceText.replaceWithin(
                text,
                (of, output) -> known.contains(new ReferenceText.Use(of, output))
                        ? Optional.of(value.apply(of, output))
                        : Optional.empty());
    }
}
