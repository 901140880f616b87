package dev.factotum.llm.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.llm.ModelFault;
import dev.factotum.llm.Prompt;
import dev.factotum.llm.Prompt.ToolCall;
import dev.factotum.llm.Reply;
import dev.factotum.llm.TokenUse;
import dev.factotum.llm.wire.Caller.Got;
import dev.factotum.llm.wire.Json;
import dev.factotum.llm.wire.Replies;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads an answer of {@code /v1/messages}. */
final class MessagesReply {
    private MessagesReply() {}

    /** Its input does not hold what a cache read or wrote. */
    static TokenUse use(JsonNode body) {
        JsonNode usage = body.path("usage");
        if (!Json.counts(usage.path("input_tokens")) && !Json.counts(usage.path("output_tokens"))) {
            return TokenUse.UNTOLD;
        }
        return new TokenUse(
                Json.count(usage.path("input_tokens")),
                Json.count(usage.path("cache_read_input_tokens")),
                Json.count(usage.path("cache_creation_input_tokens")),
                Json.count(usage.path("output_tokens")),
                Optional.empty());
    }

    static Reply of(String provider, String asked, Prompt prompt, Got.Body body) {
        String model = body.json().path("model").asText("");
        Replies replies =
                new Replies(provider, prompt, model.isEmpty() ? asked : model, use(body.json()), body.requestId());
        return switch (body.json().path("stop_reason").asText("")) {
            case "max_tokens" -> replies.cutOff();
            case "refusal" -> replies.refused();
            case "model_context_window_exceeded" ->
                replies.failed(
                        new ModelFault.TooLong(provider + ": question and answer are longer than " + asked + " takes"));
            case "pause_turn" ->
                replies.failed(new ModelFault.Unusable(provider + ": " + asked + " paused before its answer"));
            default -> whole(replies, body.json().path("content"));
        };
    }

    private static Reply whole(Replies replies, JsonNode content) {
        StringBuilder text = new StringBuilder();
        List<ToolCall> calls = new ArrayList<>();
        for (JsonNode block : content) {
            switch (block.path("type").asText()) {
                case "text" -> text.append(block.path("text").asText(""));
                case "tool_use" ->
                    calls.add(new ToolCall(
                            block.path("id").asText("call_" + (calls.size() + 1)),
                            block.path("name").asText(""),
                            block.path("input").isObject() ? block.path("input").toString() : "{}"));
                default -> {}
            }
        }
        return replies.answer(text.toString(), calls);
    }
}
