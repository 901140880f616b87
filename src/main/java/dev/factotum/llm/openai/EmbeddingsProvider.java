package dev.factotum.llm.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.llm.Embedder;
import dev.factotum.llm.Embedding;
import dev.factotum.llm.TokenUse;
import dev.factotum.llm.wire.Caller;
import dev.factotum.llm.wire.Caller.Got;
import dev.factotum.llm.wire.Caller.KeyStyle;
import dev.factotum.llm.wire.Json;
import dev.factotum.llm.wire.Peer;
import java.util.List;

/** {@code POST /embeddings}, as OpenAI and those who copy it have it. */
public final class EmbeddingsProvider implements Embedder {
    private final Caller caller;
    private final Peer peer;

    public EmbeddingsProvider(Caller caller, Peer peer) {
        this.caller = caller;
        this.peer = peer;
    }

    @Override
    public Embedding embed(String model, List<String> texts) throws InterruptedException {
        Got got = caller.post(
                peer, "/embeddings", KeyStyle.BEARER, request(model, texts), texts, EmbeddingsProvider::use);
        return switch (got) {
            case Got.Failed failed -> failed.failure();
            case Got.Body body -> new EmbeddingsReply(peer.name(), model, texts.size(), body).read();
        };
    }

    private static ObjectNode request(String model, List<String> texts) {
        ObjectNode request = Json.object().put("model", model);
        ArrayNode input = request.putArray("input");
        texts.forEach(input::add);
        return request.put("encoding_format", "float");
    }

    static TokenUse use(JsonNode body) {
        return TokenCounts.of(body.path("usage"), "prompt_tokens", "completion_tokens");
    }
}
