package dev.factotum.channel.bluesky;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Optional;

/**
 * A post by its address.
 *
 * @param repo its author's handle or DID
 */
record PostRef(String repo, String rkey) {
    private static final Pattern AT =
            Pattern.compile("at://([A-Za-z0-9:._%-]{1,256})/app\\.bsky\\.feed\\.post/([A-Za-z0-9._~:-]{1,512})");
    private static final Pattern WEB =
            Pattern.compile("https://bsky\\.app/profile/([A-Za-z0-9:._%-]{1,256})/post/([A-Za-z0-9._~:-]{1,512})");
    private static final Pattern THREAD = Pattern.compile(
            "at://([A-Za-z0-9:._%-]{1,256})/app\\.bsky\\.feed\\.post/([a-z2-7]{13}(?:,[a-z2-7]{13}){0,24})");

    /** Of an {@code at://} address or that of bsky.app. */
    static Optional<PostRef> of(String address) {
        for (Pattern form : List.of(AT, WEB)) {
            Matcher post = form.matcher(address.strip());
            if (post.matches()) {
                return Optional.of(new PostRef(post.group(1), post.group(2)));
            }
        }
        return Optional.empty();
    }

    /** What a step of ours answered as its id: one post, or those of a thread with commas between their keys. */
    static List<PostRef> ours(String id) {
        Matcher thread = THREAD.matcher(id.strip());
        return thread.matches()
                ? List.of(thread.group(2).split(",")).stream()
                        .map(rkey -> new PostRef(thread.group(1), rkey))
                        .toList()
                : List.of();
    }

    /** The id of these posts of one author, in their order. */
    static String id(List<PostRef> posts) {
        return posts.getFirst().uri()
                + String.join(
                        "",
                        posts.stream().skip(1).map(post -> "," + post.rkey()).toList());
    }

    String uri() {
        return "at://" + repo + "/" + Pds.COLLECTION + "/" + rkey;
    }

    String url() {
        return "https://bsky.app/profile/" + repo + "/post/" + rkey;
    }
}
