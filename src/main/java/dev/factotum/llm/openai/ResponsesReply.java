package dev.factotum.llm.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.llm.ModelFault;
import dev.factotum.llm.Prompt;
import dev.factotum.llm.Prompt.ToolCall;
import dev.factotum.llm.Reply;
import dev.factotum.llm.TokenUse;
import dev.factotum.llm.wire.Answers;
import dev.factotum.llm.wire.Caller.Got;
import java.util.ArrayList;
import java.util.List;

/** Reads an answer of {@code /responses}. One that failed has an error in it, which the call has seen already. */
final class ResponsesReply {
    private ResponsesReply() {}

    static TokenUse use(JsonNode body) {
        return Usage.of(body.path("usage"), "input_tokens", "output_tokens");
    }

    static Reply of(String provider, String asked, Prompt prompt, Got.Body body) {
        String model = body.json().path("model").asText("");
        Answers answers =
                new Answers(provider, prompt, model.isEmpty() ? asked : model, use(body.json()), body.requestId());
        return switch (body.json().path("status").asText("completed")) {
            case "completed" -> whole(answers, body.json().path("output"));
            case "incomplete" ->
                body.json().path("incomplete_details").path("reason").asText().equals("content_filter")
                        ? answers.refused()
                        : answers.cutOff();
            case "failed", "cancelled" ->
                answers.failed(new ModelFault.Transient(provider + ": " + asked + " broke off"));
            default -> answers.failed(new ModelFault.Unusable(provider + ": " + asked + " gave no answer yet"));
        };
    }

    private static Reply whole(Answers answers, JsonNode output) {
        StringBuilder text = new StringBuilder();
        List<ToolCall> calls = new ArrayList<>();
        for (JsonNode item : output) {
            if (item.path("type").asText().equals("function_call")) {
                String id = item.path("call_id").asText("");
                calls.add(new ToolCall(
                        id.isEmpty() ? "call_" + (calls.size() + 1) : id,
                        item.path("name").asText(""),
                        Usage.arguments(item.path("arguments"))));
            }
            for (JsonNode part : item.path("content")) {
                if (part.path("type").asText().equals("refusal")) {
                    return answers.refused();
                }
                if (part.path("type").asText().equals("output_text")) {
                    text.append(part.path("text").asText(""));
                }
            }
        }
        return answers.answer(text.toString(), calls);
    }
}
