package dev.factotum.notice.way;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.http.HttpReply.Answered;
import dev.factotum.tool.ToolError;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A webhook of Discord, whose address is its secret. */
final class Discord implements Notifier {
    private static final int MOST = 2000;

    /** No pictures of links. */
    private static final int SUPPRESS_EMBEDS = 4;

    private static final int UNKNOWN_WEBHOOK = 10015;
    private static final String MARKS = "\\`*_~|<>#[]()-+@:";

    private final Posts posts;
    private final Keyhole key;

    Discord(Posts posts, Keyhole key) {
        this.posts = posts;
        this.key = key;
    }

    @Override
    public Sent send(Letter letter) throws InterruptedException {
        return switch (key.look()) {
            case Keyhole.Look.Not(ToolError error) -> new Sent.Failed(error);
            case Keyhole.Look.Got(String address) ->
                send(letter, Posts.address(address).map(Discord::waiting));
        };
    }

    /** Asks for the message as an answer: it holds the id. */
    private static URI waiting(URI hook) {
        String base = hook.toString().replaceFirst("[?#].*$", "");
        return URI.create(base + "?wait=true");
    }

    private Sent send(Letter letter, Optional<URI> hook) throws InterruptedException {
        if (hook.isEmpty()) {
            return new Sent.Failed(new ToolError.Validation("its key is no address of a hook"));
        }
        ObjectNode body = Posts.object().put("content", content(letter)).put("flags", SUPPRESS_EMBEDS);
        body.putObject("allowed_mentions").putArray("parse");
        return posts.sent(posts.post(hook.get(), List.of(), body), this::read);
    }

    private static String content(Letter letter) {
        StringBuilder text = new StringBuilder(escaped(letter.title()));
        letter.lines().forEach(line -> text.append('\n').append(escaped(line)));
        String link = letter.link().map(to -> "\n" + to).orElse("");
        int room = MOST - link.length();
        String words = text.length() <= room ? text.toString() : text.substring(0, Math.max(0, room - 1)) + "…";
        return words + link;
    }

    private static String escaped(String line) {
        StringBuilder out = new StringBuilder(line.length() + 8);
        line.codePoints().forEach(point -> {
            if (point < 0x80 && MARKS.indexOf(point) >= 0) {
                out.append('\\');
            }
            out.appendCodePoint(point);
        });
        return out.toString();
    }

    private Sent read(Answered answer) {
        JsonNode said = Posts.json(answer);
        if (answer.status() == 204) {
            return new Sent.Done("accepted");
        }
        if (answer.status() == 200) {
            return said.path("id").isValueNode()
                    ? new Sent.Done(Posts.words(said.path("id").asText()))
                    : new Sent.Unclear("its answer holds no id");
        }
        String words = said.path("message").asText("");
        if (answer.status() == 429) {
            Optional<String> body = Optional.ofNullable(said.get("retry_after")).map(JsonNode::asText);
            return posts.limited(
                    "HTTP 429: " + Posts.words(words),
                    body.or(() -> answer.header("x-ratelimit-reset-after")).or(() -> answer.header("retry-after")));
        }
        if (said.path("code").asInt() == UNKNOWN_WEBHOOK) {
            return new Sent.Failed(new ToolError.NotFound("HTTP " + answer.status() + ": " + Posts.words(words)));
        }
        return posts.status(answer, words);
    }
}
