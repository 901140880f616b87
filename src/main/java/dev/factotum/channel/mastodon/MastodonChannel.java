package dev.factotum.channel.mastodon;

import dev.factotum.channel.port.AccountLogin;
import dev.factotum.channel.port.Api;
import dev.factotum.channel.port.Channel;
import dev.factotum.channel.port.Gate;
import dev.factotum.channel.port.Ground;
import dev.factotum.channel.port.Line;
import dev.factotum.channel.port.NoLine;
import dev.factotum.channel.port.ServerAddress;
import dev.factotum.channel.sandbox.Action;
import dev.factotum.channel.sandbox.Removal;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.login.Login;
import dev.factotum.tool.ToolId;
import java.util.List;
import java.util.Optional;

/** What can be done on Mastodon, with a token from the server's page <em>Settings, Development</em> or from its login. */
public final class MastodonChannel implements Channel {
    static final String NAME = "Mastodon";
    static final ToolId POST = new ToolId("mastodon.post");
    static final ToolId DELETE = new ToolId("mastodon.delete");

    @Override
    public String id() {
        return "mastodon";
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Action> actions() {
        return List.of(new MastodonPost(), new Removal(DELETE, NAME));
    }

    @Override
    public List<Login> logins() {
        return MastodonLogins.all();
    }

    @Override
    public Line open(AccountSettings account, Ground ground) {
        Optional<ServerAddress> server = server(account);
        if (server.isEmpty()) {
            return new NoLine("accounts." + account.name()
                    + ".server names no Mastodon server; write its host, such as mastodon.social");
        }
        Api api = new Api(
                ground,
                server.get(),
                new AccountLogin(account, ground),
                new MastodonDialect(),
                new Gate(ground.vault(), account.name(), NAME));
        return new MastodonLine(account, ground.vault(), api, server.get().base());
    }

    /** As the settings say, or what stands behind the handle: {@code @studio@craft.example}. */
    private static Optional<ServerAddress> server(AccountSettings account) {
        String written = account.rest().getOrDefault("server", "");
        String handle = account.handle();
        String named = written.isBlank() ? handle.substring(handle.lastIndexOf('@') + 1) : written;
        return named.isBlank() || written.isBlank() && handle.lastIndexOf('@') <= 0
                ? Optional.empty()
                : ServerAddress.named(named);
    }
}
