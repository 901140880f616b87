package dev.factotum.channel.x;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.sandbox.Action;
import dev.factotum.channel.sandbox.Media;
import dev.factotum.channel.sandbox.Removal;
import dev.factotum.channel.sandbox.Simulated;
import dev.factotum.tool.Schema;
import dev.factotum.tool.SchemaBuilder;
import dev.factotum.tool.ToolId;
import java.util.List;
import java.util.Set;

/** What can be done on X. */
public final class XChannel {
    static final String NAME = "X";
    static final ToolId DELETE = new ToolId("x.delete");
    static final Media MEDIA = new Media(
            NAME,
            "media",
            4,
            List.of(
                    new Media.Kind("picture", Set.of("jpg", "jpeg", "png", "webp", "bmp", "tiff"), 5_000_000, false),
                    new Media.Kind("GIF", Set.of("gif"), 15_000_000, true),
                    new Media.Kind("video", Set.of("mp4", "mov", "webm"), 512_000_000, true)));

    private XChannel() {}

    public static List<Action> actions() {
        return List.of(new XPost(), new XThread(), new Removal(DELETE, NAME));
    }

    static Schema outputs() {
        return new SchemaBuilder()
                .string("id", "The post's number; of a thread, its first post's.")
                .string("url", "uri", "The post's web address.")
                .build();
    }

    static ObjectNode posted(String key) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", Simulated.id(key))
                .put("url", Simulated.url("x", key));
    }
}
