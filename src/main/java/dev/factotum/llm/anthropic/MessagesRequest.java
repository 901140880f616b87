package dev.factotum.llm.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.llm.Prompt;
import dev.factotum.llm.Prompt.ToolCall;
import dev.factotum.llm.Prompt.Turn;
import dev.factotum.llm.wire.Json;
import dev.factotum.llm.wire.Quirks;
import dev.factotum.llm.wire.Quirks.JsonMode;
import dev.factotum.llm.wire.Shaped;

/** The body of a question for {@code /v1/messages}. */
final class MessagesRequest {
    private MessagesRequest() {}

    static ObjectNode of(String model, Prompt prompt, Quirks quirks) {
        ObjectNode body = Json.object().put("model", model).put("max_tokens", prompt.maxOutput());
        boolean bound = quirks.json() == JsonMode.SCHEMA;
        String words = bound ? "" : prompt.shape().map(Shaped::inWords).orElse("");
        String system = (prompt.instructions() + "\n\n" + words).strip();
        if (!system.isEmpty()) {
            body.put("system", system);
        }
        messages(body.putArray("messages"), prompt);
        if (quirks.takesTemperature(model)) {
            prompt.temperature().ifPresent(temperature -> body.put("temperature", Math.min(1.0, temperature)));
        }
        if (bound) {
            prompt.shape()
                    .ifPresent(shape -> body.putObject("output_config")
                            .putObject("format")
                            .put("type", "json_schema")
                            .set("schema", shape.schema()));
        }
        if (!prompt.tools().isEmpty()) {
            ArrayNode tools = body.putArray("tools");
            prompt.tools()
                    .forEach(tool -> tools.addObject()
                            .put("name", tool.name())
                            .put("description", tool.description())
                            .set("input_schema", tool.schema()));
        }
        return body;
    }

    /** All answers to one round of calls must stand in one message. */
    private static void messages(ArrayNode messages, Prompt prompt) {
        String last = "";
        ArrayNode blocks = messages.arrayNode();
        for (Turn turn : prompt.turns()) {
            String role = turn instanceof Turn.Assistant ? "assistant" : "user";
            if (!role.equals(last)) {
                blocks = messages.addObject().put("role", role).putArray("content");
                last = role;
            }
            add(blocks, turn);
        }
    }

    private static void add(ArrayNode blocks, Turn turn) {
        switch (turn) {
            case Turn.User(String text) ->
                blocks.addObject().put("type", "text").put("text", text);
            case Turn.Answered(String callId, String text) ->
                blocks.addObject()
                        .put("type", "tool_result")
                        .put("tool_use_id", callId)
                        .put("content", text);
            case Turn.Assistant assistant -> {
                if (!assistant.text().isBlank()) {
                    blocks.addObject().put("type", "text").put("text", assistant.text());
                }
                assistant
                        .calls()
                        .forEach(call -> blocks.addObject()
                                .put("type", "tool_use")
                                .put("id", call.id())
                                .put("name", call.name())
                                .set("input", input(call)));
            }
        }
    }

    /** Nothing but an object is taken. */
    private static JsonNode input(ToolCall call) {
        return Json.read(call.arguments()).filter(JsonNode::isObject).orElseGet(Json::object);
    }
}
