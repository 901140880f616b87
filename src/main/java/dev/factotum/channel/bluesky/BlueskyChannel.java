package dev.factotum.channel.bluesky;

import dev.factotum.channel.sandbox.Action;
import dev.factotum.channel.sandbox.Media;
import dev.factotum.channel.sandbox.Removal;
import dev.factotum.tool.ToolId;
import java.util.List;
import java.util.Set;

/** What can be done on Bluesky. */
public final class BlueskyChannel {
    static final String NAME = "Bluesky";
    static final ToolId DELETE = new ToolId("bluesky.delete");
    static final Media MEDIA = new Media(
            NAME,
            "media",
            4,
            List.of(new Media.Kind("picture", Set.of("jpg", "jpeg", "png", "webp", "gif"), 2_000_000, false)));

    private BlueskyChannel() {}

    public static List<Action> actions() {
        return List.of(new BlueskyPost(), new Removal(DELETE, NAME));
    }
}
