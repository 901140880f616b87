package dev.factotum.channel.bluesky;

import dev.factotum.channel.port.Channel;
import dev.factotum.channel.port.Gate;
import dev.factotum.channel.port.Ground;
import dev.factotum.channel.port.Line;
import dev.factotum.channel.port.NoLine;
import dev.factotum.channel.port.ServerAddress;
import dev.factotum.channel.sandbox.Action;
import dev.factotum.channel.sandbox.Media;
import dev.factotum.channel.sandbox.Removal;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.tool.Schema;
import dev.factotum.tool.SchemaBuilder;
import dev.factotum.tool.ToolId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be done on Bluesky, with an app password of its page <em>Settings, Privacy and security</em>. */
public final class BlueskyChannel implements Channel {
    static final String NAME = "Bluesky";
    static final ToolId POST = new ToolId("bluesky.post");
    static final ToolId THREAD = new ToolId("bluesky.thread");
    static final ToolId DELETE = new ToolId("bluesky.delete");
    static final Media MEDIA = new Media(
            NAME,
            "media",
            4,
            List.of(new Media.Kind("picture", Set.of("jpg", "jpeg", "png", "webp", "gif"), 2_000_000, false)));

    private static final String USUAL = "https://bsky.social";

    @Override
    public String id() {
        return "bluesky";
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Action> actions() {
        return List.of(new BlueskyPost(), new BlueskyThread(), new Removal(DELETE, NAME));
    }

    @Override
    public Line open(AccountSettings account, Ground ground) {
        Optional<ServerAddress> server = ServerAddress.of(account, USUAL);
        if (server.isEmpty()) {
            return new NoLine("accounts." + account.name()
                    + ".server is no address of a server; write its host, or leave it out for bsky.social");
        }
        Gate gate = new Gate(ground.vault(), account.name(), NAME);
        Session session = new Session(account, ground, server.get(), gate, Session.Kept.NOWHERE);
        return new BlueskyLine(account, ground.vault(), new Pds(ground, session, gate));
    }

    static Schema outputs() {
        return new SchemaBuilder()
                .string("id", "The at:// address of the post; of a thread, with the keys of the posts below the first.")
                .string("url", "uri", "The web address of the post, or of a thread's first.")
                .build();
    }
}
