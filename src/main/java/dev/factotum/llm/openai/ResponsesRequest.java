package dev.factotum.llm.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.llm.Prompt;
import dev.factotum.llm.Prompt.AnswerShape;
import dev.factotum.llm.Prompt.OfferedTool;
import dev.factotum.llm.Prompt.Turn;
import dev.factotum.llm.wire.Json;
import dev.factotum.llm.wire.Quirks;
import dev.factotum.llm.wire.Quirks.JsonMode;
import dev.factotum.llm.wire.Shaped;

/** The body of a question for {@code /responses}. */
final class ResponsesRequest {
    private ResponsesRequest() {}

    static ObjectNode of(String model, Prompt prompt, Quirks quirks) {
        ObjectNode body = Json.object().put("model", model);
        if (!prompt.instructions().isEmpty() || words(prompt, quirks)) {
            String words = words(prompt, quirks) ? Shaped.inWords(prompt.shape().orElseThrow()) : "";
            body.put("instructions", (prompt.instructions() + "\n\n" + words).strip());
        }
        ArrayNode input = body.putArray("input");
        prompt.turns().forEach(turn -> turn(input, turn));
        body.put("max_output_tokens", prompt.maxOutput());
        body.put("store", false);
        if (quirks.takesTemperature(model)) {
            prompt.temperature().ifPresent(temperature -> body.put("temperature", temperature));
        }
        prompt.shape().ifPresent(shape -> format(body, shape, quirks.json()));
        if (!prompt.tools().isEmpty()) {
            ArrayNode tools = body.putArray("tools");
            prompt.tools().forEach(tool -> tool(tools.addObject(), tool));
        }
        return body;
    }

    private static boolean words(Prompt prompt, Quirks quirks) {
        return prompt.shape().isPresent() && quirks.json() != JsonMode.SCHEMA;
    }

    private static void turn(ArrayNode input, Turn turn) {
        switch (turn) {
            case Turn.User(String text) -> input.addObject().put("role", "user").put("content", text);
            case Turn.Answered(String callId, String text) ->
                input.addObject()
                        .put("type", "function_call_output")
                        .put("call_id", callId)
                        .put("output", text);
            case Turn.Assistant assistant -> {
                if (!assistant.text().isEmpty()) {
                    input.addObject().put("role", "assistant").put("content", assistant.text());
                }
                assistant
                        .calls()
                        .forEach(call -> input.addObject()
                                .put("type", "function_call")
                                .put("call_id", call.id())
                                .put("name", call.name())
                                .put("arguments", call.arguments()));
            }
        }
    }

    private static void format(ObjectNode body, AnswerShape shape, JsonMode mode) {
        switch (mode) {
            case SCHEMA ->
                body.putObject("text")
                        .putObject("format")
                        .put("type", "json_schema")
                        .put("name", shape.name())
                        .put("strict", true)
                        .set("schema", shape.schema());
            case OBJECT -> body.putObject("text").putObject("format").put("type", "json_object");
            case NONE -> {}
        }
    }

    private static void tool(ObjectNode node, OfferedTool tool) {
        node.put("type", "function")
                .put("name", tool.name())
                .put("description", tool.description())
                .set("parameters", tool.schema());
        node.put("strict", Shaped.strict(tool.schema()));
    }
}
