package dev.factotum.cli;

import dev.factotum.channel.Channels;
import dev.factotum.http.Http;
import dev.factotum.http.Resolver;
import dev.factotum.mcp.client.Servers;
import dev.factotum.secret.Secrets;
import dev.factotum.tool.ToolSource;
import dev.factotum.tool.Toolbox;
import dev.factotum.vault.Vault;
import dev.factotum.world.World;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where a vault's tools come from: the channels of the program, then what the vault brings along. Whatever runs for them is
 * ended by closing.
 */
final class Tooling implements AutoCloseable {
    private final Vault vault;
    private final List<ToolSource> sources;

    private final Servers servers;

    private Tooling(Vault vault, Servers servers) {
        this.vault = vault;
        this.servers = servers;
        this.sources = List.of(servers);
    }

    /** For those who only look at what there is. */
    static Tooling of(Vault vault) {
        return of(vault, secret -> {});
    }

    /** @param conceal takes each secret before it is used, as the program's log does */
    static Tooling of(Vault vault, Consumer<String> conceal) {
        World world = vault.world();
        Http http = new Http(world.clock(), Resolver.system());
        return new Tooling(vault, new Servers(vault, http, new Secrets(world, vault.root(), conceal), conceal));
    }

    /** The servers of {@code mcp.json}. */
    Servers servers() {
        return servers;
    }

    /** @param zone in which the vault's days begin */
    Toolbox toolbox(ZoneId zone) {
        return new Toolbox(Channels.all(vault, zone), sources);
    }

    @Override
    public void close() {
        servers.close();
    }
}
