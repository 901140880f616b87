package dev.factotum.channel.x;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A post as X shows it.
 *
 * @param text as readers see it, short links written out
 * @param handle of its author with the @; empty where X did not say
 * @param answers the post that it answers
 * @param quotes the post that it quotes
 * @param counts by name: {@code likes replies reposts quotes views bookmarks}
 */
record Seen(
        String id,
        String author,
        String handle,
        Instant at,
        String text,
        Optional<String> answers,
        Optional<String> quotes,
        Map<String, Long> counts) {
    private static final Map<String, String> COUNTS = Map.of(
            "like_count", "likes",
            "reply_count", "replies",
            "retweet_count", "reposts",
            "repost_count", "reposts",
            "quote_count", "quotes",
            "impression_count", "views",
            "bookmark_count", "bookmarks");

    Seen {
        counts = Map.copyOf(counts);
    }

    String url() {
        return XPostRef.url(handle, id);
    }

    /** The posts in {@code data}, and those that came along by what they refer to; both names of each field are read. */
    record Page(List<Seen> posts, Map<String, Seen> beside, Optional<String> next) {
        Page {
            posts = List.copyOf(posts);
            beside = Map.copyOf(beside);
        }

        static Page of(JsonNode json) {
            Map<String, String> handles = new HashMap<>();
            json.path("includes")
                    .path("users")
                    .forEach(user -> handles.put(
                            user.path("id").asText(),
                            "@" + user.path("username").asText()));
            Map<String, Seen> beside = new HashMap<>();
            for (String name : List.of("tweets", "posts")) {
                json.path("includes").path(name).forEach(one -> {
                    Seen seen = Seen.of(one, handles);
                    beside.put(seen.id(), seen);
                });
            }
            List<Seen> posts = new ArrayList<>();
            json.path("data").forEach(one -> {
                Seen seen = Seen.of(one, handles);
                if (XPostRef.number(seen.id())) {
                    posts.add(seen);
                }
            });
            String next = json.path("meta").path("next_token").asText("");
            return new Page(posts, beside, next.isBlank() ? Optional.empty() : Optional.of(next));
        }
    }

    static Seen of(JsonNode post, Map<String, String> handles) {
        String author = post.path("author_id").asText("");
        return new Seen(
                post.path("id").asText(""),
                author,
                handles.getOrDefault(author, ""),
                instant(post.path("created_at").asText("")),
                XWords.shown(post),
                referred(post, "replied_to"),
                referred(post, "quoted"),
                counts(post));
    }

    private static Optional<String> referred(JsonNode post, String kind) {
        for (String name : List.of("referenced_tweets", "referenced_posts")) {
            for (JsonNode one : post.path(name)) {
                if (one.path("type").asText().equals(kind)) {
                    return Optional.of(one.path("id").asText());
                }
            }
        }
        return Optional.empty();
    }

    private static Map<String, Long> counts(JsonNode post) {
        Map<String, Long> counts = new HashMap<>();
        COUNTS.forEach((wire, name) -> {
            JsonNode value = post.path("public_metrics").path(wire);
            if (value.isNumber() || value.isTextual()) {
                counts.put(name, value.asLong());
            }
        });
        return counts;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException none) {
            return Instant.EPOCH;
        }
    }
}
