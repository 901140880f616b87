package dev.factotum.channel.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.channel.port.ApiCall;
import dev.factotum.channel.port.ApiReply;
import dev.factotum.channel.port.OwnPosts;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The account's own posts, without what it only passed on. Their counts lag some seconds behind. */
final class OwnFeed implements OwnPosts {
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 3;
    private static final Map<String, String> COUNTS = Map.of(
            "likeCount", "likes",
            "replyCount", "replies",
            "repostCount", "reposts",
            "quoteCount", "quotes",
            "bookmarkCount", "bookmarks");

    private final Pds pds;

    OwnFeed(Pds pds) {
        this.pds = pds;
    }

    @Override
    public Looked recent(int most) throws InterruptedException {
        Session.Opened who = pds.who();
        if (!(who instanceof Session.Opened.As(String did, var _))) {
            return new Looked.Failed(((Session.Opened.Failed) who).error());
        }
        List<Post> posts = new ArrayList<>();
        String cursor = "";
        for (int page = 0; page < MOST_PAGES && posts.size() < most; page++) {
            ApiCall call = Pds.query("app.bsky.feed.getAuthorFeed")
                    .with("actor", did)
                    .with("limit", String.valueOf(Math.min(PAGE, most)))
                    .with("filter", "posts_with_replies");
            ApiReply reply = pds.send(cursor.isEmpty() ? call : call.with("cursor", cursor));
            if (!(reply instanceof ApiReply.Good(var _, JsonNode json))) {
                return new Looked.Failed(reply.failure());
            }
            for (JsonNode item : json.path("feed")) {
                JsonNode post = item.path("post");
                if (!item.has("reason")
                        && post.path("author").path("did").asText().equals(did)) {
                    PostRef.of(post.path("uri").asText()).ifPresent(ref -> posts.add(post(post, ref)));
                }
            }
            cursor = json.path("cursor").asText("");
            if (cursor.isEmpty()) {
                break;
            }
        }
        return new Looked.Posts(posts.subList(0, Math.min(most, posts.size())));
    }

    private static Post post(JsonNode post, PostRef ref) {
        JsonNode record = post.path("record");
        Map<String, Long> counts = new LinkedHashMap<>();
        COUNTS.forEach((field, name) -> {
            if (post.path(field).canConvertToLong()) {
                counts.put(name, post.path(field).asLong());
            }
        });
        return new Post(
                ref.uri(),
                ref.url(),
                time(record.path("createdAt").asText(post.path("indexedAt").asText())),
                record.path("text").asText(""),
                Optional.of(record.path("reply").path("parent").path("uri").asText(""))
                        .filter(uri -> !uri.isEmpty()),
                counts);
    }

    /** The beginning of time where it is none. */
    static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException none) {
            return Instant.EPOCH;
        }
    }
}
