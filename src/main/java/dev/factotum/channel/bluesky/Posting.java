package dev.factotum.channel.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.port.Act;
import dev.factotum.channel.port.ApiReply;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.tool.Call;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Verification;
import dev.factotum.world.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts a post, or the posts of a thread, each under a record key that follows from the call's key and the time of its
 * intent, and only where no record has that key. So the same call again finds what stands there and adopts it, however
 * often, and a thread that broke off goes on where it did.
 */
final class Posting implements Act {
    private static final String MEANT = "meant";
    private static final Duration ALWAYS = Duration.ofDays(3650);

    private final Pds pds;
    private final Records records;
    private final Clock clock;

    Posting(Pds pds, Records records, Clock clock) {
        this.pds = pds;
        this.records = records;
        this.clock = clock;
    }

    @Override
    public Effect effect() {
        return new Effect.Keyed(ALWAYS);
    }

    @Override
    public Map<String, String> prepare(String key) {
        return Map.of(MEANT, clock.instant().toString());
    }

    /** What came of putting one post. */
    private sealed interface Put {
        /** @param post with {@code uri} and {@code cid} */
        record Stands(ObjectNode post) implements Put {}

        record Refused(ToolError error) implements Put {}

        record Unknown(String why) implements Put {}
    }

    @Override
    public Outcome call(Arguments arguments, Call call) throws InterruptedException {
        Optional<Instant> meant = meant(call);
        if (meant.isEmpty()) {
            return new Outcome.Failed(new ToolError.Validation("nothing was written down before the call"));
        }
        if (pds.who() instanceof Session.Opened.Failed(ToolError error)) {
            return new Outcome.Failed(error);
        }
        List<String> texts = texts(arguments);
        List<ObjectNode> posted = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Put put = put(arguments, call, meant.get(), texts.get(i), posted);
            switch (put) {
                case Put.Stands(ObjectNode post) -> posted.add(post);
                case Put.Refused(ToolError error) -> {
                    return posted.isEmpty() ? new Outcome.Failed(error) : broken(posted, texts, error.message());
                }
                case Put.Unknown(String why) -> {
                    return posted.isEmpty() ? new Outcome.Unknown(why) : broken(posted, texts, why);
                }
            }
        }
        return done(posted);
    }

    /** A part stands: the call is not over, and goes on there. */
    private static Outcome broken(List<ObjectNode> posted, List<String> texts, String why) {
        return new Outcome.Unknown(posted.size() + " of " + texts.size() + " posts stand; the next: " + why);
    }

    private Put put(Arguments arguments, Call call, Instant meant, String text, List<ObjectNode> before)
            throws InterruptedException {
        Records.Made made = records.text(text, arguments.list(BlueskyText.LANGS), meant.plusMillis(before.size()));
        if (made instanceof Records.Made.Failed(ToolError error)) {
            return new Put.Refused(error);
        }
        ObjectNode record = ((Records.Made.Whole) made).record();
        Optional<ToolError> wrong = Optional.empty();
        if (!before.isEmpty()) {
            records.below(record, before.getFirst(), before.getLast());
        } else if (arguments.has("reply_to")) {
            wrong = records.answer(arguments.text("reply_to"), record);
        }
        if (wrong.isEmpty()) {
            wrong = records.pictures(arguments, call, record);
        }
        return wrong.isPresent()
                ? new Put.Refused(wrong.get())
                : put(Tid.of(meant, call.key()).plus(before.size()), record);
    }

    private Put put(Tid rkey, ObjectNode record) throws InterruptedException {
        if (!(pds.who() instanceof Session.Opened.As(String did, var _))) {
            return new Put.Unknown("the session ended");
        }
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("repo", did)
                .put("collection", Pds.COLLECTION)
                .put("rkey", rkey.toString());
        body.set("swapRecord", NullNode.getInstance());
        body.set("record", record);
        ApiReply reply = pds.send(Pds.procedure("com.atproto.repo.putRecord").json(body));
        return switch (reply) {
            case ApiReply.Good(var _, JsonNode json)
            when json.path("cid").isTextual() && json.path("uri").isTextual() -> new Put.Stands(reference(json));
            case ApiReply.Good _ -> new Put.Unknown(BlueskyChannel.NAME + " answered without a record");
            case ApiReply.Lost(String why) -> new Put.Unknown(why);
            case ApiReply.Refused(ToolError.Duplicate(String why, var _)) ->
                switch (standing(did, rkey, record.path("text").asText())) {
                    case Put.Refused _ -> new Put.Refused(new ToolError.Duplicate(why, Optional.empty()));
                    case Put.Stands stands -> stands;
                    case Put.Unknown unknown -> unknown;
                };
            case ApiReply.Refused(ToolError error) -> new Put.Refused(error);
        };
    }

    /** What stands under a key of ours, where it is this post; a mention that was unknown before makes no other of it. */
    private Put standing(String did, Tid rkey, String text) throws InterruptedException {
        ApiReply reply = pds.send(Pds.record(did, rkey.toString()));
        return switch (reply) {
            case ApiReply.Good(var _, JsonNode json)
            when json.path("value").path("text").asText().equals(text)
                    && json.path("cid").isTextual()
                    && json.path("uri").isTextual() -> new Put.Stands(reference(json));
            case ApiReply.Good _ -> new Put.Refused(new ToolError.Validation("another record has its key"));
            case ApiReply.Refused(ToolError.NotFound missing) -> new Put.Refused(missing);
            case ApiReply.Refused _, ApiReply.Lost _ ->
                new Put.Unknown(reply.failure().message());
        };
    }

    private static ObjectNode reference(JsonNode json) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("uri", json.path("uri").asText())
                .put("cid", json.path("cid").asText());
    }

    private static Outcome done(List<ObjectNode> posted) {
        return proof(posted)
                .<Outcome>map(found -> new Outcome.Done(found.receipt(), found.outputs()))
                .orElseGet(() -> new Outcome.Unknown(BlueskyChannel.NAME + " answered with an odd address"));
    }

    private static Optional<Verification.Found> proof(List<ObjectNode> posted) {
        List<PostRef> posts = posted.stream()
                .flatMap(post -> PostRef.of(post.path("uri").asText()).stream())
                .toList();
        if (posts.size() != posted.size()) {
            return Optional.empty();
        }
        String url = posts.getFirst().url();
        ObjectNode outputs = JsonNodeFactory.instance
                .objectNode()
                .put("id", PostRef.id(posts))
                .put("url", url);
        return Optional.of(new Verification.Found(new Receipt(url, false), outputs));
    }

    /** The server answers at once whether a record has a key, so that none means that it did not arrive. */
    @Override
    public Verification verify(Arguments arguments, Call call) throws InterruptedException {
        Optional<Instant> meant = meant(call);
        if (meant.isEmpty() || !(pds.who() instanceof Session.Opened.As(String did, var _))) {
            return new Verification.NoAnswer("nobody could be asked");
        }
        List<String> texts = texts(arguments);
        List<ObjectNode> found = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            switch (standing(did, Tid.of(meant.get(), call.key()).plus(i), texts.get(i))) {
                case Put.Stands(ObjectNode post) -> found.add(post);
                case Put.Unknown(String why) -> {
                    return new Verification.NoAnswer(why);
                }
                case Put.Refused _ -> {
                    return found.isEmpty()
                            ? new Verification.NotFound()
                            : new Verification.NoAnswer(found.size() + " of " + texts.size() + " posts stand");
                }
            }
        }
        return proof(found).<Verification>map(one -> one).orElseGet(Verification.NotFound::new);
    }

    private static List<String> texts(Arguments arguments) {
        return arguments.has("posts") ? arguments.list("posts") : List.of(arguments.text("text"));
    }

    private static Optional<Instant> meant(Call call) {
        try {
            return Optional.ofNullable(call.prepared().get(MEANT)).map(Instant::parse);
        } catch (DateTimeException damaged) {
            return Optional.empty();
        }
    }
}
