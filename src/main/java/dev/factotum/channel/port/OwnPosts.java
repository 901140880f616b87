package dev.factotum.channel.port;

import dev.factotum.tool.ToolError;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Our own posts, newest first. Thread-safe. */
public interface OwnPosts {
    /** @param most how many at most, up to 100 */
    Looked recent(int most) throws InterruptedException;

    /** What came of looking. */
    sealed interface Looked {
        record Posts(List<Post> posts) implements Looked {
            public Posts {
                posts = List.copyOf(posts);
            }
        }

        record Failed(ToolError error) implements Looked {}
    }

    /**
     * One post.
     *
     * @param counts by name: {@code likes replies reposts quotes views bookmarks}, those that the platform tells
     * @param answers the post that it answers
     */
    record Post(String id, String url, Instant at, String text, Optional<String> answers, Map<String, Long> counts) {
        public Post {
            counts = Map.copyOf(counts);
        }
    }
}
