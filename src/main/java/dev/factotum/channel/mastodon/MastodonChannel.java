package dev.factotum.channel.mastodon;

import dev.factotum.channel.sandbox.Action;
import dev.factotum.channel.sandbox.Media;
import dev.factotum.channel.sandbox.Removal;
import dev.factotum.tool.ToolId;
import java.util.List;
import java.util.Set;

/** What can be done on Mastodon. */
public final class MastodonChannel {
    static final String NAME = "Mastodon";
    static final ToolId DELETE = new ToolId("mastodon.delete");
    /** The defaults of a server; each may set its own. */
    static final Media MEDIA = new Media(
            NAME,
            "media",
            4,
            List.of(
                    new Media.Kind(
                            "picture",
                            Set.of("jpg", "jpeg", "png", "gif", "webp", "heic", "heif", "avif"),
                            16_777_216,
                            false),
                    new Media.Kind("video", Set.of("mp4", "mov", "webm", "m4v"), 103_809_024, true),
                    new Media.Kind("sound", Set.of("mp3", "ogg", "wav", "flac", "m4a", "opus"), 103_809_024, true)));

    private MastodonChannel() {}

    public static List<Action> actions() {
        return List.of(new MastodonPost(), new Removal(DELETE, NAME));
    }
}
