package dev.factotum.notice.way;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.http.HttpReply.Answered;
import dev.factotum.tool.ToolError;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An incoming webhook of Slack, whose address is its secret. It gives no id of a message. */
final class Slack implements Notifier {
    private static final int MOST = 3000;

    /** The hook, or what it led to, is gone. */
    private static final Set<String> GONE = Set.of(
            "channel_not_found",
            "no_service",
            "no_service_id",
            "no_team",
            "no_active_hooks",
            "channel_is_archived",
            "team_disabled");

    private final Posts posts;
    private final Keyhole key;

    Slack(Posts posts, Keyhole key) {
        this.posts = posts;
        this.key = key;
    }

    @Override
    public Sent send(Letter letter) throws InterruptedException {
        return switch (key.look()) {
            case Keyhole.Look.Not(ToolError error) -> new Sent.Failed(error);
            case Keyhole.Look.Got(String address) -> send(letter, Posts.address(address));
        };
    }

    private Sent send(Letter letter, Optional<URI> hook) throws InterruptedException {
        if (hook.isEmpty()) {
            return new Sent.Failed(new ToolError.Validation("its key is no address of a hook"));
        }
        ObjectNode body = Posts.object()
                .put("text", escaped(letter.whole()))
                .put("mrkdwn", false)
                .put("parse", "none")
                .put("link_names", false)
                .put("unfurl_links", false)
                .put("unfurl_media", false);
        return posts.sent(posts.post(hook.get(), List.of(), body), this::read);
    }

    /** Slack reads {@code <!channel>} and {@code <@U1>} whatever the mode; its three characters are written out. */
    private static String escaped(String text) {
        String cut = text.length() <= MOST ? text : text.substring(0, MOST) + "…";
        return cut.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private Sent read(Answered answer) {
        String said = Posts.words(answer.text());
        if (answer.status() == 200) {
            return said.equals("ok") ? new Sent.Done("ok") : new Sent.Unclear("it answered: " + said);
        }
        if (GONE.contains(said)) {
            return new Sent.Failed(new ToolError.NotFound("HTTP " + answer.status() + ": " + said));
        }
        if (said.equals("invalid_token")) {
            return new Sent.Failed(new ToolError.Auth("HTTP " + answer.status() + ": " + said, false));
        }
        return posts.status(answer, said);
    }
}
