package dev.factotum.channel.x;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeMap;

/** Posts that were read, as a step answers with them. */
final class Listing {
    private static final int LONGEST = 30_000;

    private Listing() {}

    static ObjectNode of(List<Seen> posts) {
        StringBuilder text = new StringBuilder();
        for (Seen post : posts) {
            if (text.length() > LONGEST) {
                text.append("… and more\n");
                break;
            }
            text.append(post.handle().isEmpty() ? "somebody" : post.handle())
                    .append(", ")
                    .append(post.at())
                    .append(", ")
                    .append(post.url())
                    .append('\n')
                    .append(post.text())
                    .append('\n');
            if (!post.counts().isEmpty()) {
                StringBuilder counts = new StringBuilder();
                new TreeMap<>(post.counts())
                        .forEach((name, count) -> counts.append(counts.isEmpty() ? "" : ", ")
                                .append(count)
                                .append(' ')
                                .append(name));
                text.append('(').append(counts).append(")\n");
            }
            text.append('\n');
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("posts", text.toString().strip())
                .put("ids", String.join(" ", posts.stream().map(Seen::id).toList()))
                .put("count", Integer.toString(posts.size()));
    }
}
