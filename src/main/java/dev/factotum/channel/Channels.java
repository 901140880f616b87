package dev.factotum.channel;

import dev.factotum.channel.bluesky.BlueskyChannel;
import dev.factotum.channel.email.EmailChannel;
import dev.factotum.channel.linkedin.LinkedinChannel;
import dev.factotum.channel.mastodon.MastodonChannel;
import dev.factotum.channel.sandbox.Action;
import dev.factotum.channel.sandbox.Outbox;
import dev.factotum.channel.sandbox.SandboxTool;
import dev.factotum.channel.vault.VaultTools;
import dev.factotum.channel.x.XChannel;
import dev.factotum.tool.Tool;
import dev.factotum.vault.Vault;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** All tools that come with the program: one line of wiring per channel. */
public final class Channels {
    /** Channels that act within the vault: their account is always the vault's own, and live. */
    public static final Set<String> WITHIN = Set.of("vault", "content", "house");

    private Channels() {}

    /** Made anew whenever the vault's zone changes. */
    public static List<Tool> all(Vault vault, ZoneId zone) {
        List<Action> actions = new ArrayList<>();
        actions.addAll(EmailChannel.actions());
        actions.addAll(XChannel.actions());
        actions.addAll(LinkedinChannel.actions());
        actions.addAll(BlueskyChannel.actions());
        actions.addAll(MastodonChannel.actions());
        Outbox outbox = new Outbox(vault);
        List<Tool> tools = new ArrayList<>(VaultTools.all(vault, zone));
        actions.forEach(action -> tools.add(new SandboxTool(action, outbox)));
        return List.copyOf(tools);
    }
}
