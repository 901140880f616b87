package dev.factotum.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Arguments that a tool's schema wants repeated as headers ({@code x-mcp-header}), so that what lies between can route. */
final class ParamHeaders {
    private static final String PREFIX = "Mcp-Param-";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}");
    private static final String KEY = "x-mcp-header";
    private static final Set<String> SINGLE = Set.of("string", "integer", "boolean");
    private static final Set<String> VALUES = Set.of("default", "examples", "enum", "const");
    private static final int DEEPEST = 8;
    private static final int MOST = 32;

    private ParamHeaders() {}

    /**
     * True where every wish in a schema can be fulfilled: each header has a name of its own, and stands at a text, a whole
     * number or a yes and no that is found by names alone.
     */
    static boolean sound(ObjectNode schema) {
        return sound(schema, true, new HashSet<>());
    }

    /** Depth is that of a message. */
    private static boolean sound(JsonNode schema, boolean byNames, Set<String> taken) {
        JsonNode wish = schema.path(KEY);
        if (!wish.isMissingNode()) {
            boolean fulfilled = byNames
                    && wish.isTextual()
                    && NAME.matcher(wish.textValue()).matches()
                    && SINGLE.contains(schema.path("type").asText(""))
                    && taken.add(wish.textValue().toLowerCase(Locale.ROOT));
            if (!fulfilled) {
                return false;
            }
        }
        for (Map.Entry<String, JsonNode> entry : schema.properties()) {
            boolean names =
                    entry.getKey().equals("properties") && entry.getValue().isObject();
            boolean below = names || entry.getValue().isArray() && !VALUES.contains(entry.getKey());
            if (below) {
                for (JsonNode one : entry.getValue()) {
                    if (!sound(one, byNames && names, taken)) {
                        return false;
                    }
                }
            } else if (entry.getValue().isObject()
                    && !VALUES.contains(entry.getKey())
                    && !sound(entry.getValue(), false, taken)) {
                return false;
            }
        }
        return true;
    }

    /** By header; what has no value, or one of several parts, is left out. */
    static Map<String, String> of(ObjectNode schema, ObjectNode arguments) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        collect(schema, arguments, headers, 0);
        return headers;
    }

    private static void collect(JsonNode schema, JsonNode value, Map<String, String> headers, int depth) {
        String name = schema.path(KEY).asText("");
        boolean single = value.isValueNode() && !value.isNull() && !value.isMissingNode();
        if (single && NAME.matcher(name).matches() && headers.size() < MOST) {
            headers.putIfAbsent(PREFIX + name, value.asText());
        }
        if (depth < DEEPEST) {
            schema.path("properties")
                    .properties()
                    .forEach(entry -> collect(entry.getValue(), value.path(entry.getKey()), headers, depth + 1));
        }
    }
}
