package dev.factotum.llm.openai;

import dev.factotum.llm.Prompt;
import dev.factotum.llm.Provider;
import dev.factotum.llm.Reply;
import dev.factotum.llm.wire.Caller;
import dev.factotum.llm.wire.Caller.Got;
import dev.factotum.llm.wire.Caller.KeyStyle;
import dev.factotum.llm.wire.Endpoint;

/** {@code POST /responses}; nothing is kept at the provider's. */
public final class ResponsesProvider implements Provider {
    private final Caller caller;
    private final Endpoint endpoint;

    public ResponsesProvider(Caller caller, Endpoint endpoint) {
        this.caller = caller;
        this.endpoint = endpoint;
    }

    @Override
    public Reply call(String model, Prompt prompt) throws InterruptedException {
        Got got = caller.post(
                endpoint,
                "/responses",
                KeyStyle.BEARER,
                ResponsesRequest.of(model, prompt, endpoint.quirks()),
                prompt,
                ResponsesReply::use);
        return switch (got) {
            case Got.Failed failed -> failed.failure();
            case Got.Body body -> ResponsesReply.of(endpoint.name(), model, prompt, body);
        };
    }
}
