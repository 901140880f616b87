package dev.factotum.channel.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.port.ApiReply;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Descriptions;
import dev.factotum.channel.sandbox.Media;
import dev.factotum.http.HttpCall.Body;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Call;
import dev.factotum.tool.ToolError;
import dev.factotum.world.Disk;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the record of a post. The same post makes the same record each time: its time is that of the intent, and a picture's
 * name at the server is the digest of its bytes.
 */
final class Records {
    private static final Map<String, String> TYPES = Map.of(
            "jpg", "image/jpeg",
            "jpeg", "image/jpeg",
            "png", "image/png",
            "gif", "image/gif",
            "webp", "image/webp");

    private final Pds pds;
    private final Disk disk;

    Records(Pds pds, Disk disk) {
        this.pds = pds;
        this.disk = disk;
    }

    /** A record, or why it cannot be made; nothing of it shows to anybody yet. */
    sealed interface Made {
        record Whole(ObjectNode record) implements Made {}

        record Failed(ToolError error) implements Made {}
    }

    /** @param meant the time it says it was made */
    Made text(String text, List<String> langs, Instant meant) throws InterruptedException {
        ObjectNode record = JsonNodeFactory.instance
                .objectNode()
                .put("$type", Pds.COLLECTION)
                .put("text", text)
                .put("createdAt", meant.truncatedTo(ChronoUnit.MILLIS).toString());
        langs.stream().filter(lang -> !lang.isBlank()).forEach(record.withArray("/langs")::add);
        if (record.path("langs").isEmpty()) {
            record.remove("langs");
        }
        for (Facets.Facet facet : Facets.of(text)) {
            String name = facet.kind().name().toLowerCase(Locale.ROOT);
            ObjectNode feature = JsonNodeFactory.instance.objectNode().put("$type", "app.bsky.richtext.facet#" + name);
            switch (facet.kind()) {
                case LINK -> feature.put("uri", facet.value());
                case TAG -> feature.put("tag", facet.value());
                case MENTION -> {
                    switch (did(facet.value())) {
                        case Named.Nobody _ -> {
                            continue;
                        }
                        case Named.Failed(ToolError error) -> {
                            return new Made.Failed(error);
                        }
                        case Named.Did(String did) -> feature.put("did", did);
                    }
                }
            }
            ObjectNode written = record.withArray("/facets").addObject();
            written.putObject("index").put("byteStart", facet.start()).put("byteEnd", facet.end());
            written.putArray("features").add(feature);
        }
        return new Made.Whole(record);
    }

    /** Puts what a post answers into its record; empty where that went well. */
    Optional<ToolError> answer(String post, ObjectNode record) throws InterruptedException {
        Optional<PostRef> named = PostRef.of(post);
        if (named.isEmpty()) {
            return Optional.of(new ToolError.Validation("reply_to names no post on Bluesky"));
        }
        String repo = named.get().repo();
        Named author = repo.startsWith("did:") ? new Named.Did(repo) : did(repo);
        return switch (author) {
            case Named.Failed(ToolError error) -> Optional.of(error);
            case Named.Nobody _ -> Optional.of(new ToolError.NotFound("Bluesky knows nobody named " + repo));
            case Named.Did(String did) -> {
                ApiReply reply = pds.send(Pds.record(did, named.get().rkey()));
                if (!(reply instanceof ApiReply.Good(var _, JsonNode parent))
                        || !parent.path("cid").isTextual()
                        || !parent.path("uri").isTextual()) {
                    yield Optional.of(reply.failure());
                }
                JsonNode root = parent.path("value").path("reply").path("root");
                put(record, reference(root).orElseGet(() -> reference(parent).orElseThrow()), parent);
                yield Optional.empty();
            }
        };
    }

    /** Puts a post of ours below another of ours. */
    void below(ObjectNode record, JsonNode root, JsonNode parent) {
        put(record, reference(root).orElseThrow(), parent);
    }

    private static void put(ObjectNode record, ObjectNode root, JsonNode parent) {
        ObjectNode reply = record.putObject("reply");
        reply.set("root", root);
        reply.set("parent", reference(parent).orElseThrow());
    }

    private static Optional<ObjectNode> reference(JsonNode post) {
        return post.path("uri").isTextual() && post.path("cid").isTextual()
                ? Optional.of(JsonNodeFactory.instance
                        .objectNode()
                        .put("uri", post.path("uri").asText())
                        .put("cid", post.path("cid").asText()))
                : Optional.empty();
    }

    /** Uploads the pictures; what no post uses is thrown away by the server. Empty where that went well. */
    Optional<ToolError> pictures(Arguments arguments, Call call, ObjectNode record) throws InterruptedException {
        int place = 0;
        for (AttachedFile file : Media.inOrder(arguments, "media", call.files())) {
            byte[] bytes;
            try {
                bytes = disk.read(file.path(), file.size());
            } catch (IOException unreadable) {
                return Optional.of(new ToolError.NotFound(file.name() + " cannot be read"));
            }
            String ending =
                    file.name().substring(file.name().lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            String type = TYPES.getOrDefault(ending, "application/octet-stream");
            ApiReply reply =
                    pds.send(Pds.procedure("com.atproto.repo.uploadBlob").body(new Body(type, bytes)));
            if (!(reply instanceof ApiReply.Good(var _, JsonNode json))
                    || !json.path("blob").isObject()) {
                return Optional.of(reply.failure());
            }
            ObjectNode embed = record.withObject("/embed").put("$type", "app.bsky.embed.images");
            ObjectNode image = embed.withArray("images").addObject();
            image.set("image", json.path("blob"));
            image.put("alt", Descriptions.of(arguments, place++));
            Pixels.of(bytes)
                    .ifPresent(size -> image.putObject("aspectRatio")
                            .put("width", size.width())
                            .put("height", size.height()));
        }
        return Optional.empty();
    }

    private sealed interface Named {
        record Did(String did) implements Named {}

        /** Then the name is a text like any other. */
        record Nobody() implements Named {}

        record Failed(ToolError error) implements Named {}
    }

    private Named did(String handle) throws InterruptedException {
        ApiReply reply =
                pds.send(Pds.query("com.atproto.identity.resolveHandle").with("handle", handle));
        return switch (reply) {
            case ApiReply.Good(var _, JsonNode json)
            when json.path("did").asText("").startsWith("did:") ->
                new Named.Did(json.path("did").asText());
            case ApiReply.Refused(ToolError.Validation _), ApiReply.Refused(ToolError.NotFound _) -> new Named.Nobody();
            case ApiReply.Good _, ApiReply.Refused _, ApiReply.Lost _ -> new Named.Failed(reply.failure());
        };
    }
}
