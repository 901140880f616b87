package dev.factotum.channel.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.factotum.channel.port.Api;
import dev.factotum.channel.port.ApiCall;
import dev.factotum.channel.port.ApiReply;
import dev.factotum.tool.ToolError;
import java.net.URI;
import java.util.Locale;

/** Finds the post that an answer names: by its number, its address on our server, or its address on another. */
final class Above {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");
    private static final Pattern OURS =
            Pattern.compile("/(?:@[^/]+|users/[^/]+/statuses|web/statuses)/([0-9]{1,20})/?");

    private final Api api;
    private final URI server;

    Above(Api api, URI server) {
        this.api = api;
        this.server = server;
    }

    sealed interface Looked {
        record Found(Status status) implements Looked {}

        record Failed(ToolError error) implements Looked {}
    }

    /** @param post as {@code reply_to} has it */
    Looked find(String post) throws InterruptedException {
        int mark = post.indexOf('#');
        String bare = mark < 0 ? post.strip() : post.substring(0, mark).strip();
        if (NUMBER.matcher(bare).matches()) {
            return byNumber(bare);
        }
        String base = server.toString();
        if (bare.toLowerCase(Locale.ROOT).startsWith(base.toLowerCase(Locale.ROOT) + "/")) {
            Matcher ours = OURS.matcher(bare.substring(base.length()));
            if (ours.matches()) {
                return byNumber(ours.group(1));
            }
        }
        return bySearch(bare);
    }

    private Looked byNumber(String number) throws InterruptedException {
        ApiReply reply = api.send(ApiCall.get("/api/v1/statuses/" + number));
        return reply instanceof ApiReply.Good(var _, JsonNode json)
                        && new Status(json).id().equals(number)
                ? new Looked.Found(new Status(json))
                : new Looked.Failed(reply.failure());
    }

    /** The server fetches it from where it stands. Only the very post that was asked for is answered. */
    private Looked bySearch(String url) throws InterruptedException {
        ApiReply reply = api.send(ApiCall.get("/api/v2/search")
                .with("q", url)
                .with("type", "statuses")
                .with("resolve", "true")
                .with("limit", "5"));
        if (!(reply instanceof ApiReply.Good(var _, JsonNode json))) {
            return new Looked.Failed(reply.failure());
        }
        for (JsonNode one : json.path("statuses")) {
            Status status = new Status(one);
            if (!status.id().isEmpty() && (same(status.url(), url) || same(status.uri(), url))) {
                return new Looked.Found(status);
            }
        }
        return new Looked.Failed(new ToolError.NotFound(MastodonChannel.NAME + " finds no post at " + url));
    }

    private static boolean same(String one, String other) {
        return one.replaceFirst("/$", "").equalsIgnoreCase(other.replaceFirst("/$", ""));
    }
}
