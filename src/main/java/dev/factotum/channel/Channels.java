package dev.factotum.channel;

import dev.factotum.channel.bluesky.BlueskyChannel;
import dev.factotum.channel.email.EmailChannel;
import dev.factotum.channel.linkedin.LinkedinChannel;
import dev.factotum.channel.mastodon.MastodonChannel;
import dev.factotum.channel.port.Channel;
import dev.factotum.channel.port.ChannelTool;
import dev.factotum.channel.port.Lines;
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

    /** The platforms whose accounts can be live. */
    public static List<Channel> connectable() {
        return List.of(new EmailChannel(), new XChannel(), new BlueskyChannel(), new MastodonChannel());
    }

    /** All channels simulated. */
    public static List<Tool> all(Vault vault, ZoneId zone) {
        return all(vault, zone, Lines.none());
    }

    /**
     * Made anew whenever the vault's zone changes.
     *
     * @param lines of {@link #connectable}
     */
    public static List<Tool> all(Vault vault, ZoneId zone, Lines lines) {
        List<Action> actions = new ArrayList<>();
        connectable().forEach(channel -> actions.addAll(channel.actions()));
        actions.addAll(LinkedinChannel.actions());
        Outbox outbox = new Outbox(vault);
        List<Tool> tools = new ArrayList<>(VaultTools.all(vault, zone));
        actions.forEach(action -> tools.add(new ChannelTool(action, new SandboxTool(action, outbox), lines)));
        return List.copyOf(tools);
    }
}
