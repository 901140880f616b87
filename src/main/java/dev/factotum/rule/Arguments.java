package dev.factotum.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.tool.Tool;
import dev.factotum.tool.Toolbox;
import java.util.Optional;
import java.util.Set;

/** What a tool's schema says of an argument, as far as templates care. */
record Arguments(Toolbox toolbox) {
    private static final Set<String> ADDRESSES = Set.of("to", "cc", "bcc", "reply_to");

    /** Where a value on the argument's one line lands. */
    Sink line(String skill, String argument) {
        JsonNode schema = schema(skill, argument);
        if (addresses(schema, argument)) {
            return Sink.ADDRESSES;
        }
        if (schema.path("type").asText().equals("array")) {
            return Sink.LIST;
        }
        return markdown(schema) ? Sink.NOTE_LINE : Sink.LINE;
    }

    /** Where a value in the argument's fence of text lands. */
    Sink text(String skill, String argument) {
        return markdown(schema(skill, argument)) ? Sink.NOTE : Sink.TEXT;
    }

    private static boolean markdown(JsonNode schema) {
        return schema.path("contentMediaType").asText().equals("text/markdown");
    }

    /** Where a value in one of the argument's list items lands. */
    Sink item(String skill, String argument) {
        return addresses(schema(skill, argument), argument) ? Sink.ADDRESSES : Sink.LINE;
    }

    /** True where the argument is long prose. */
    boolean prose(String skill, String argument) {
        return schema(skill, argument).path("format").asText().equals("text");
    }

    private boolean addresses(JsonNode schema, String argument) {
        return schema.isMissingNode() && ADDRESSES.contains(argument)
                || schema.path("format").asText().equals("address")
                || schema.path("items").path("format").asText().equals("address");
    }

    private JsonNode schema(String skill, String argument) {
        Optional<Tool> tool = toolbox.find(skill);
        return tool.<JsonNode>map(
                        known -> known.arguments().json().path("properties").path(argument))
                .orElseGet(com.fasterxml.jackson.databind.node.MissingNode::getInstance);
    }
}
