package dev.factotum.llm.openai;

import dev.factotum.llm.Prompt;
import dev.factotum.llm.Provider;
import dev.factotum.llm.Reply;
import dev.factotum.llm.wire.Caller;
import dev.factotum.llm.wire.Caller.Got;
import dev.factotum.llm.wire.Caller.KeyStyle;
import dev.factotum.llm.wire.Peer;

/** {@code POST /chat/completions}, as OpenAI and those who copy it have it. */
public final class ChatProvider implements Provider {
    private final Caller caller;
    private final Peer peer;

    public ChatProvider(Caller caller, Peer peer) {
        this.caller = caller;
        this.peer = peer;
    }

    @Override
    public Reply call(String model, Prompt prompt) throws InterruptedException {
        Got got = caller.post(
                peer,
                "/chat/completions",
                KeyStyle.BEARER,
                ChatRequest.of(model, peer.quirks().fitting(prompt), peer.quirks()),
                prompt,
                ChatReply::use);
        return switch (got) {
            case Got.Failed failed -> failed.failure();
            case Got.Body body -> ChatReply.of(peer.name(), model, prompt, body);
        };
    }
}
