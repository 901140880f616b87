package dev.factotum.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Arguments that a tool's schema wants repeated as headers ({@code x-mcp-header}), so that what lies between can route. */
final class ParamHeaders {
    private static final String PREFIX = "Mcp-Param-";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}");
    private static final int DEEPEST = 8;
    private static final int MOST = 32;

    private ParamHeaders() {}

    /** By header; what has no value, or one of several parts, is left out. */
    static Map<String, String> of(ObjectNode schema, ObjectNode arguments) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        collect(schema, arguments, headers, 0);
        return headers;
    }

    private static void collect(JsonNode schema, JsonNode value, Map<String, String> headers, int depth) {
        String name = schema.path("x-mcp-header").asText("");
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
