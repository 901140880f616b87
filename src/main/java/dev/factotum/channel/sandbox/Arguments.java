package dev.factotum.channel.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;

/**
 * A tool's arguments as its code reads them.
 *
 * @param resolved true where every reference has been replaced by its value, so that what looks like one is none
 */
public record Arguments(ObjectNode json, boolean resolved) {
    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\{[A-Za-z0-9][A-Za-z0-9_-]*\\.[A-Za-z0-9_.-]+\\}|\\$item\\.[A-Za-z0-9_]+");

    /** The value of a text, empty where it is missing. */
    public String text(String name) {
        JsonNode value = json.get(name);
        return value == null || value.isNull() ? "" : value.asText();
    }

    /** The values of a list; one where a single value stands in its place. */
    public List<String> list(String name) {
        JsonNode value = json.get(name);
        if (value == null || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            return List.of(value.asText());
        }
        List<String> items = new ArrayList<>();
        value.forEach(item -> items.add(item.asText()));
        return items;
    }

    public boolean flag(String name) {
        return json.path(name).asBoolean(false);
    }

    /** True where something is written: a text that is not blank, or a list that is not empty. */
    public boolean has(String name) {
        return list(name).stream().anyMatch(value -> !value.isBlank());
    }

    /** True where the value is wholly a reference, so that nothing can be said of it yet. */
    public boolean pending(String value) {
        return !resolved && REFERENCE.matcher(value.strip()).matches();
    }
}
