package dev.factotum.llm.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.llm.ModelFault;
import dev.factotum.llm.Prompt;
import dev.factotum.llm.Prompt.ToolCall;
import dev.factotum.llm.Reply;
import dev.factotum.llm.TokenUse;
import dev.factotum.llm.wire.Caller.Got;
import dev.factotum.llm.wire.Replies;
import java.util.ArrayList;
import java.util.List;

/** Reads an answer of {@code /chat/completions}. */
final class ChatReply {
    private ChatReply() {}

    static TokenUse use(JsonNode body) {
        return TokenCounts.of(body.path("usage"), "prompt_tokens", "completion_tokens");
    }

    static Reply of(String provider, String asked, Prompt prompt, Got.Body body) {
        String model = body.json().path("model").asText("");
        Replies replies =
                new Replies(provider, prompt, model.isEmpty() ? asked : model, use(body.json()), body.requestId());
        JsonNode choice = body.json().path("choices").path(0);
        JsonNode message = choice.path("message");
        StringBuilder text = new StringBuilder();
        boolean refused = message.path("refusal").isTextual()
                && !message.path("refusal").textValue().isBlank();
        if (message.path("content").isTextual()) {
            text.append(message.path("content").textValue());
        }
        for (JsonNode part : message.path("content")) {
            refused |= part.path("type").asText().equals("refusal");
            text.append(part.path("text").asText(""));
        }
        if (refused) {
            return replies.refused();
        }
        return switch (choice.path("finish_reason").asText("")) {
            case "length" -> replies.cutOff();
            case "content_filter" -> replies.refused();
            case "error" -> replies.failed(new ModelFault.Transient(provider + ": " + asked + " broke off"));
            default -> replies.answer(text.toString(), calls(message.path("tool_calls")));
        };
    }

    private static List<ToolCall> calls(JsonNode nodes) {
        List<ToolCall> calls = new ArrayList<>();
        for (JsonNode call : nodes) {
            String id = call.path("id").asText("");
            JsonNode function = call.path("function");
            calls.add(new ToolCall(
                    id.isEmpty() ? "call_" + (calls.size() + 1) : id,
                    function.path("name").asText(""),
                    TokenCounts.arguments(function.path("arguments"))));
        }
        return calls;
    }
}
