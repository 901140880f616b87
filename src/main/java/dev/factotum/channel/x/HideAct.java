package dev.factotum.channel.x;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.factotum.channel.port.Act;
import dev.factotum.channel.port.Api;
import dev.factotum.channel.port.ApiCall;
import dev.factotum.channel.port.ApiCall.Kind;
import dev.factotum.channel.port.ApiReply;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.http.HttpReply.Answered;
import dev.factotum.tool.Call;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.ToolError;
import java.time.Duration;

/** Hides a reply or shows it again, live: to do so twice is to do so once. */
final class HideAct implements Act {
    private final Api api;

    HideAct(Api api) {
        this.api = api;
    }

    @Override
    public Effect effect() {
        return new Effect.Keyed(Duration.ofDays(1));
    }

    @Override
    public Outcome call(Arguments arguments, Call call) throws InterruptedException {
        String id = XPostRef.id(arguments.text("reply"));
        boolean hidden = XHide.hidden(arguments);
        ApiReply reply = api.send(ApiCall.of("PUT", "/2/tweets/" + id + "/hidden", Kind.REPEATABLE)
                .json(JsonNodeFactory.instance.objectNode().put("hidden", hidden))
                .counted("hide"));
        return switch (reply) {
            case ApiReply.Refused(ToolError error) -> new Outcome.Failed(error);
            case ApiReply.Lost(String why) -> new Outcome.Unknown(why);
            case ApiReply.Good(Answered _, JsonNode json) -> {
                JsonNode said = json.path("data").path("hidden");
                yield said.isBoolean() && said.asBoolean() == hidden
                        ? new Outcome.Done(
                                new Receipt((hidden ? "hidden: " : "shown again: ") + id, false),
                                XHide.outputs(id, hidden))
                        : new Outcome.Unknown("X did not say that the reply is " + (hidden ? "hidden" : "shown"));
            }
        };
    }
}
