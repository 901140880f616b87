package dev.factotum.llm.anthropic;

import dev.factotum.llm.Prompt;
import dev.factotum.llm.Provider;
import dev.factotum.llm.Reply;
import dev.factotum.llm.wire.Caller;
import dev.factotum.llm.wire.Caller.Got;
import dev.factotum.llm.wire.Caller.KeyStyle;
import dev.factotum.llm.wire.Endpoint;

/** {@code POST /v1/messages} */
public final class MessagesProvider implements Provider {
    private final Caller caller;
    private final Endpoint endpoint;

    public MessagesProvider(Caller caller, Endpoint endpoint) {
        this.caller = caller;
        this.endpoint = endpoint;
    }

    @Override
    public Reply call(String model, Prompt prompt) throws InterruptedException {
        Got got = caller.post(
                endpoint,
                "/messages",
                KeyStyle.X_API_KEY,
                MessagesRequest.of(model, prompt, endpoint.quirks()),
                prompt,
                MessagesReply::use);
        return switch (got) {
            case Got.Failed failed -> failed.failure();
            case Got.Body body -> MessagesReply.of(endpoint.name(), model, prompt, body);
        };
    }
}
