package dev.factotum.notice.way;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.config.NoticeSettings.Target;
import dev.factotum.http.Http;
import dev.factotum.http.HttpReply;
import dev.factotum.http.HttpReply.Answered;
import dev.factotum.secret.Secrets;
import dev.factotum.tool.ToolError;
import dev.factotum.world.Clock;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Calls of one bot. Its token stands in the address of each call, and in nothing that is ever shown. */
public final class TelegramBot {
    private static final String USUAL = "https://api.telegram.org";
    private static final String TOKEN = "[0-9]{1,20}:[A-Za-z0-9_-]{10,100}";
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final Target target;
    private final Posts posts;
    private final Keyhole key;

    /** @param target of Telegram */
    public TelegramBot(Target target, Http http, Clock clock, Secrets secrets) {
        this.target = target;
        this.posts = new Posts(http, clock);
        this.key = new Keyhole(secrets, target);
    }

    /** What a call came to. */
    public sealed interface Reply {
        record Good(JsonNode result) implements Reply {}

        record Bad(Sent why) implements Reply {}

        /** The chat has become another one. */
        record Moved(String chat) implements Reply {}
    }

    public static ObjectNode params() {
        return Posts.object();
    }

    public Reply call(String method, ObjectNode params) throws InterruptedException {
        return call(method, params, Duration.ZERO);
    }

    /** @param patience how much longer than usual its answer may take */
    public Reply call(String method, ObjectNode params, Duration patience) throws InterruptedException {
        return switch (key.look()) {
            case Keyhole.Look.Not(ToolError error) -> new Reply.Bad(new Sent.Failed(error));
            case Keyhole.Look.Got(String token) -> {
                Optional<URI> base = Posts.address(target.server().orElse(USUAL));
                if (!token.matches(TOKEN) || base.isEmpty()) {
                    yield new Reply.Bad(new Sent.Failed(new ToolError.Auth("its key is no token of a bot", false)));
                }
                URI url = URI.create(base.get().toString().replaceFirst("/+$", "") + "/bot" + token + "/" + method);
                HttpReply reply = posts.post(url, List.of(), params, DEADLINE.plus(patience));
                yield reply instanceof Answered answer ? read(answer) : new Reply.Bad(posts.sent(reply, this::unread));
            }
        };
    }

    private Sent unread(Answered answer) {
        return posts.status(answer, "");
    }

    private Reply read(Answered answer) {
        JsonNode said = Posts.json(answer);
        if (answer.status() == 200 && said.path("ok").asBoolean() && said.has("result")) {
            return new Reply.Good(said.path("result"));
        }
        JsonNode parameters = said.path("parameters");
        if (parameters.has("migrate_to_chat_id")) {
            return new Reply.Moved(parameters.path("migrate_to_chat_id").asText());
        }
        String words = said.path("description").asText("");
        if (answer.status() == 200) {
            return new Reply.Bad(new Sent.Unclear("its answer cannot be read"));
        }
        if (answer.status() == 429) {
            Optional<String> wait =
                    Optional.ofNullable(parameters.get("retry_after")).map(JsonNode::asText);
            return new Reply.Bad(posts.limited("HTTP 429: " + Posts.words(words), wait));
        }
        if (answer.status() == 409) {
            return new Reply.Bad(new Sent.Failed(new ToolError.Transient("HTTP 409: " + Posts.words(words))));
        }
        return new Reply.Bad(posts.status(answer, words));
    }
}
