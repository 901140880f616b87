package dev.factotum.channel.linkedin;

import dev.factotum.channel.sandbox.Action;
import dev.factotum.channel.sandbox.Media;
import dev.factotum.channel.sandbox.Removal;
import dev.factotum.tool.ToolId;
import java.util.List;
import java.util.Set;

/** What can be done on LinkedIn. */
public final class LinkedinChannel {
    static final String NAME = "LinkedIn";
    static final ToolId DELETE = new ToolId("linkedin.delete");
    static final Media MEDIA = new Media(
            NAME,
            "media",
            20,
            List.of(
                    new Media.Kind("picture", Set.of("jpg", "jpeg", "png", "gif"), 36_000_000, false),
                    new Media.Kind("video", Set.of("mp4"), 500_000_000, true),
                    new Media.Kind("document", Set.of("pdf", "pptx", "docx"), 100_000_000, true)));

    private LinkedinChannel() {}

    public static List<Action> actions() {
        return List.of(new LinkedinPost(), new Removal(DELETE, NAME));
    }
}
