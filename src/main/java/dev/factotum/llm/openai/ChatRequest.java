package dev.factotum.llm.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.llm.Prompt;
import dev.factotum.llm.Prompt.AnswerShape;
import dev.factotum.llm.Prompt.OfferedTool;
import dev.factotum.llm.Prompt.ToolCall;
import dev.factotum.llm.Prompt.Turn;
import dev.factotum.llm.wire.Json;
import dev.factotum.llm.wire.Quirks;
import dev.factotum.llm.wire.Quirks.JsonMode;
import dev.factotum.llm.wire.Shaped;

/** The body of a question for {@code /chat/completions}. */
final class ChatRequest {
    private ChatRequest() {}

    static ObjectNode of(String model, Prompt prompt, Quirks quirks) {
        ObjectNode body = Json.object().put("model", model);
        ArrayNode messages = body.putArray("messages");
        String instructions = instructions(prompt, quirks);
        if (!instructions.isEmpty()) {
            messages.addObject().put("role", "system").put("content", instructions);
        }
        prompt.turns().forEach(turn -> turn(messages.addObject(), turn));
        body.put(quirks.cap(), prompt.maxOutput());
        if (quirks.takesTemperature(model)) {
            prompt.temperature().ifPresent(temperature -> body.put("temperature", temperature));
        }
        prompt.shape().ifPresent(shape -> format(body, shape, quirks.json()));
        if (!prompt.tools().isEmpty()) {
            ArrayNode tools = body.putArray("tools");
            prompt.tools().forEach(tool -> tool(tools.addObject(), tool, quirks.json()));
        }
        return body;
    }

    /** Where no schema binds the answer, the form is said in words. */
    private static String instructions(Prompt prompt, Quirks quirks) {
        String words = quirks.json() == JsonMode.SCHEMA
                ? ""
                : prompt.shape().map(Shaped::inWords).orElse("");
        return words.isEmpty() || prompt.instructions().isEmpty()
                ? prompt.instructions() + words
                : prompt.instructions() + "\n\n" + words;
    }

    private static void turn(ObjectNode message, Turn turn) {
        switch (turn) {
            case Turn.User(String text) -> message.put("role", "user").put("content", text);
            case Turn.Answered(String callId, String text) ->
                message.put("role", "tool").put("tool_call_id", callId).put("content", text);
            case Turn.Assistant assistant -> {
                message.put("role", "assistant");
                if (assistant.text().isEmpty()) {
                    message.putNull("content");
                } else {
                    message.put("content", assistant.text());
                }
                if (!assistant.calls().isEmpty()) {
                    ArrayNode calls = message.putArray("tool_calls");
                    assistant.calls().forEach(call -> call(calls.addObject(), call));
                }
            }
        }
    }

    private static void call(ObjectNode node, ToolCall call) {
        node.put("id", call.id())
                .put("type", "function")
                .putObject("function")
                .put("name", call.name())
                .put("arguments", call.arguments());
    }

    private static void format(ObjectNode body, AnswerShape shape, JsonMode mode) {
        switch (mode) {
            case SCHEMA ->
                body.putObject("response_format")
                        .put("type", "json_schema")
                        .putObject("json_schema")
                        .put("name", shape.name())
                        .put("strict", true)
                        .set("schema", shape.schema());
            case OBJECT -> body.putObject("response_format").put("type", "json_object");
            case NONE -> {}
        }
    }

    private static void tool(ObjectNode node, OfferedTool tool, JsonMode mode) {
        ObjectNode function = node.put("type", "function").putObject("function");
        function.put("name", tool.name()).put("description", tool.description());
        function.set("parameters", tool.schema());
        if (mode == JsonMode.SCHEMA && Shaped.strict(tool.schema())) {
            function.put("strict", true);
        }
    }
}
