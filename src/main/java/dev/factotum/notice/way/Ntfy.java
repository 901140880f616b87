package dev.factotum.notice.way;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.config.NoticeSettings.Target;
import dev.factotum.http.HttpCall.Header;
import dev.factotum.http.HttpReply.Answered;
import dev.factotum.tool.ToolError;
import java.net.URI;
import java.util.List;

/** ntfy.sh or a server of one's own. */
final class Ntfy implements Notifier {
    private static final String USUAL = "https://ntfy.sh";

    /** What one message may hold. */
    private static final int MOST = 4096;

    private final Target target;
    private final Posts posts;
    private final Keyhole key;

    Ntfy(Target target, Posts posts, Keyhole key) {
        this.target = target;
        this.posts = posts;
        this.key = key;
    }

    @Override
    public Sent send(Letter letter) throws InterruptedException {
        return switch (key.look()) {
            case Keyhole.Look.Not(ToolError error) -> new Sent.Failed(error);
            case Keyhole.Look.Got(String token) -> send(letter, token);
        };
    }

    private Sent send(Letter letter, String token) throws InterruptedException {
        ObjectNode body = Posts.object()
                .put("topic", target.topic())
                .put("title", letter.title())
                .put("message", Plain.bytes(letter.body().isEmpty() ? letter.title() : letter.body(), MOST))
                .put(
                        "priority",
                        switch (letter.risk()) {
                            case LOW -> 2;
                            case NORMAL -> 3;
                            case HIGH -> 4;
                        });
        letter.link().ifPresent(link -> body.put("click", link));
        List<Header> headers = token.isEmpty() ? List.of() : List.of(new Header("Authorization", "Bearer " + token));
        URI url = Posts.address(target.server().orElse(USUAL)).orElse(URI.create(USUAL));
        return posts.sent(posts.post(url, headers, body), this::read);
    }

    private Sent read(Answered answer) {
        JsonNode said = Posts.json(answer);
        if (answer.status() == 200) {
            return said.path("id").isTextual()
                    ? new Sent.Done(Posts.words(said.path("id").asText()))
                    : new Sent.Unclear("its answer holds no id");
        }
        int code = said.path("code").asInt();
        String words = said.path("error").asText("");
        return switch (code / 100) {
            case 429 -> posts.limited("ntfy " + code + ": " + Posts.words(words), answer.header("retry-after"));
            case 401, 403 -> new Sent.Failed(new ToolError.Auth("ntfy " + code + ": " + Posts.words(words), false));
            case 507 -> new Sent.Failed(new ToolError.Transient("ntfy " + code + ": " + Posts.words(words)));
            default -> posts.status(answer, words);
        };
    }
}
