package dev.factotum.channel.mastodon;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.re2j.Pattern;
import dev.factotum.channel.port.Act;
import dev.factotum.channel.port.Api;
import dev.factotum.channel.port.ApiCall;
import dev.factotum.channel.port.ApiCall.Kind;
import dev.factotum.channel.port.ApiReply;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.tool.Call;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.ToolError;
import java.time.Duration;

/** Takes a status back, or one that waits for its time. What is gone stays gone, so it may be asked again and again. */
final class Deleting implements Act {
    static final String SCHEDULED = "scheduled-";

    private static final Duration ALWAYS = Duration.ofDays(3650);
    private static final Pattern ID = Pattern.compile("(" + SCHEDULED + ")?[0-9]{1,20}");

    private final Api api;

    Deleting(Api api) {
        this.api = api;
    }

    @Override
    public Effect effect() {
        return new Effect.Keyed(ALWAYS);
    }

    @Override
    public Outcome call(Arguments arguments, Call call) throws InterruptedException {
        String id = arguments.text("id").strip();
        if (!ID.matcher(id).matches()) {
            return new Outcome.Failed(new ToolError.Validation("id is no number of a post on Mastodon"));
        }
        String path = id.startsWith(SCHEDULED)
                ? "/api/v1/scheduled_statuses/" + id.substring(SCHEDULED.length())
                : "/api/v1/statuses/" + id;
        ApiReply reply = api.send(ApiCall.of("DELETE", path, Kind.REPEATABLE).counted("delete"));
        return switch (reply) {
            case ApiReply.Good _ -> done("deleted " + id, id);
            case ApiReply.Refused(ToolError.NotFound _) -> done("there is no post " + id + " any more", id);
            case ApiReply.Refused(ToolError error) -> new Outcome.Failed(error);
            case ApiReply.Lost(String why) -> new Outcome.Unknown(why);
        };
    }

    private static Outcome done(String receipt, String id) {
        return new Outcome.Done(
                new Receipt(receipt, false),
                JsonNodeFactory.instance.objectNode().put("id", id));
    }
}
