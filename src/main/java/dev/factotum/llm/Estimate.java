package dev.factotum.llm;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The most tokens that a prompt can take: no tokenizer makes more tokens than there are bytes, and each part of a
 * conversation has a few around it.
 */
record Estimate(long input, long output) {
    private static final int AROUND = 16;

    static Estimate of(Prompt prompt) {
        long bytes = AROUND + length(prompt.instructions());
        for (Prompt.Turn turn : prompt.turns()) {
            bytes += AROUND
                    + switch (turn) {
                        case Prompt.Turn.User(String text) -> length(text);
                        case Prompt.Turn.Assistant assistant ->
                            length(assistant.text())
                                    + assistant.calls().stream()
                                            .mapToLong(call -> AROUND
                                                    + length(call.name())
                                                    + length(call.arguments())
                                                    + length(call.id()))
                                            .sum();
                        case Prompt.Turn.Answered answered -> length(answered.text()) + length(answered.callId());
                    };
        }
        for (Prompt.OfferedTool tool : prompt.tools()) {
            bytes += AROUND + length(tool.name()) + length(tool.description()) + length(Json.text(tool.schema()));
        }
        bytes += prompt.shape()
                .map(shape -> AROUND + length(shape.name()) + length(Json.text(shape.schema())))
                .orElse(0L);
        return new Estimate(bytes, prompt.maxOutput());
    }

    /** Texts that become vectors: nothing comes out that is counted. */
    static Estimate of(List<String> texts) {
        return new Estimate(
                AROUND + texts.stream().mapToLong(text -> AROUND + length(text)).sum(), 0);
    }

    private static long length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
