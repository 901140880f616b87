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

/** Reads an answer of {@code /responses}. One that failed has an error in it, which the call has seen already. */
final class ResponsesReply {
    private ResponsesReply() {}

    static TokenUse use(JsonNode body) {
        return TokenCounts.of(body.path("usage"), "input_tokens", "output_tokens");
    }

    static Reply of(String provider, String asked, Prompt prompt, Got.Body body) {
        String model = body.json().path("model").asText("");
        Replies replies =
                new Replies(provider, prompt, model.isEmpty() ? asked : model, use(body.json()), body.requestId());
        return switch (body.json().path("status").asText("completed")) {
            case "completed" -> whole(replies, body.json().path("output"));
            case "incomplete" ->
                body.json().path("incomplete_details").path("reason").asText().equals("content_filter")
                        ? replies.refused()
                        : replies.cutOff();
            case "failed", "cancelled" ->
                replies.failed(new ModelFault.Transient(provider + ": " + asked + " broke off"));
            default -> replies.failed(new ModelFault.Unusable(provider + ": " + asked + " gave no answer yet"));
        };
    }

    private static Reply whole(Replies replies, JsonNode output) {
        StringBuilder text = new StringBuilder();
        List<ToolCall> calls = new ArrayList<>();
        for (JsonNode item : output) {
            if (item.path("type").asText().equals("function_call")) {
                String id = item.path("call_id").asText("");
                calls.add(new ToolCall(
                        id.isEmpty() ? "call_" + (calls.size() + 1) : id,
                        item.path("name").asText(""),
                        TokenCounts.arguments(item.path("arguments"))));
            }
            for (JsonNode part : item.path("content")) {
                if (part.path("type").asText().equals("refusal")) {
                    return replies.refused();
                }
                if (part.path("type").asText().equals("output_text")) {
                    text.append(part.path("text").asText(""));
                }
            }
        }
        return replies.answer(text.toString(), calls);
    }
}
