package dev.factotum.cli;

import dev.factotum.channel.Channels;
import dev.factotum.tool.ToolSource;
import dev.factotum.tool.Toolbox;
import dev.factotum.vault.Vault;
import java.time.ZoneId;
import java.util.List;

/**
 * Where a vault's tools come from: the channels of the program, then what the vault brings along. Whatever runs for them is
 * ended by closing.
 */
final class Tooling implements AutoCloseable {
    private final Vault vault;
    private final List<ToolSource> sources;

    private Tooling(Vault vault, List<ToolSource> sources) {
        this.vault = vault;
        this.sources = sources;
    }

    static Tooling of(Vault vault) {
        return new Tooling(vault, List.of());
    }

    /** @param zone in which the vault's days begin */
    Toolbox toolbox(ZoneId zone) {
        return new Toolbox(Channels.all(vault, zone), sources);
    }

    @Override
    public void close() {}
}
