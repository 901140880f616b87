package dev.factotum.channel.bluesky;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.factotum.channel.port.Act;
import dev.factotum.channel.port.ApiReply;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.tool.Call;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.ToolError;
import java.time.Duration;
import java.util.List;

/** Takes back a post of ours, or all posts of a thread, the last first. A record that is gone may be deleted again. */
final class Deleting implements Act {
    private static final Duration ALWAYS = Duration.ofDays(3650);

    private final Pds pds;

    Deleting(Pds pds) {
        this.pds = pds;
    }

    @Override
    public Effect effect() {
        return new Effect.Keyed(ALWAYS);
    }

    @Override
    public Outcome call(Arguments arguments, Call call) throws InterruptedException {
        String id = arguments.text("id").strip();
        List<PostRef> posts = PostRef.ours(id);
        Session.Opened who = pds.who();
        if (!(who instanceof Session.Opened.As(String did, var _))) {
            return new Outcome.Failed(((Session.Opened.Failed) who).error());
        }
        if (posts.isEmpty() || !posts.getFirst().repo().equals(did)) {
            return new Outcome.Failed(new ToolError.Validation("id is no post of ours on Bluesky"));
        }
        boolean begun = false;
        for (PostRef post : posts.reversed()) {
            ApiReply reply = pds.send(Pds.procedure("com.atproto.repo.deleteRecord")
                    .json(JsonNodeFactory.instance
                            .objectNode()
                            .put("repo", did)
                            .put("collection", Pds.COLLECTION)
                            .put("rkey", post.rkey())));
            switch (reply) {
                case ApiReply.Good _, ApiReply.Refused(ToolError.NotFound _) -> begun = true;
                case ApiReply.Refused(ToolError error) -> {
                    return begun ? new Outcome.Unknown(error.message()) : new Outcome.Failed(error);
                }
                case ApiReply.Lost(String why) -> {
                    return new Outcome.Unknown(why);
                }
            }
        }
        String what = posts.size() == 1
                ? posts.getFirst().url()
                : posts.size() + " posts from " + posts.getFirst().url();
        return new Outcome.Done(
                new Receipt("deleted " + what, false),
                JsonNodeFactory.instance.objectNode().put("id", id));
    }
}
