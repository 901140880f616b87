package dev.factotum.llm.anthropic;

import dev.factotum.llm.Prompt;
import dev.factotum.llm.Provider;
import dev.factotum.llm.Reply;
import dev.factotum.llm.wire.Caller;
import dev.factotum.llm.wire.Caller.Got;
import dev.factotum.llm.wire.Caller.KeyStyle;
import dev.factotum.llm.wire.Peer;

/** {@code POST /v1/messages} */
public final class MessagesProvider implements Provider {
    private final Caller caller;
    private final Peer peer;

    public MessagesProvider(Caller caller, Peer peer) {
        this.caller = caller;
        this.peer = peer;
    }

    @Override
    public Reply call(String model, Prompt prompt) throws InterruptedException {
        Got got = caller.post(
                peer,
                "/messages",
                KeyStyle.X_API_KEY,
                MessagesRequest.of(model, peer.quirks().fitting(prompt), peer.quirks()),
                prompt,
                MessagesReply::use);
        return switch (got) {
            case Got.Failed failed -> failed.failure();
            case Got.Body body -> MessagesReply.of(peer.name(), model, prompt, body);
        };
    }
}
