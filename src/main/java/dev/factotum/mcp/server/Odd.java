package dev.factotum.mcp.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;

/** Keeps out of a plan what a person could not see in it. */
final class Odd {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}");

    private Odd() {}

    /** What is wrong with arguments before any tool looks at them. */
    static List<String> of(ObjectNode arguments) {
        List<String> faults = new ArrayList<>();
        arguments.properties().forEach(entry -> {
            if (!NAME.matches(entry.getKey())) {
                faults.add("`" + Given.shown(entry.getKey()) + "` is no name of an argument.");
            } else if (hides(entry.getValue())) {
                faults.add("`" + entry.getKey() + "` holds characters that nobody can see.");
            }
        });
        return faults;
    }

    private static boolean hides(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue().codePoints().anyMatch(Odd::hidden);
        }
        if (node.isObject()
                && node.properties().stream()
                        .anyMatch(entry -> entry.getKey().codePoints().anyMatch(Odd::hidden))) {
            return true;
        }
        for (JsonNode child : node) {
            if (hides(child)) {
                return true;
            }
        }
        return false;
    }

    /** Controls, marks that turn the direction of writing, tags, halves of characters. Joiners within emoji are not. */
    private static boolean hidden(int point) {
        boolean breaks = point == '\n' || point == '\r' || point == '\t';
        return point < 0x20 && !breaks
                || point >= 0x7F && point <= 0x9F
                || point >= 0x2028 && point <= 0x202E
                || point >= 0x2060 && point <= 0x206F
                || point == 0x200B
                || point == 0x200E
                || point == 0x200F
                || point == 0xFEFF
                || point >= 0xD800 && point <= 0xDFFF
                || point >= 0xE0000 && point <= 0xE0FFF;
    }

    /** Line breaks as a note has them, and none at the end of a text. */
    static ObjectNode settled(ObjectNode arguments) {
        return settled((JsonNode) arguments) instanceof ObjectNode object ? object : arguments;
    }

    private static JsonNode settled(JsonNode node) {
        if (node.isTextual()) {
            String unix = node.textValue().replace("\r\n", "\n").replace('\r', '\n');
            int end = unix.length();
            while (end > 0 && unix.charAt(end - 1) == '\n') {
                end--;
            }
            return JsonNodeFactory.instance.textNode(unix.substring(0, end));
        }
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(entry -> object.set(entry.getKey(), settled(entry.getValue())));
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> array.add(settled(item)));
            return array;
        }
        return node;
    }
}
