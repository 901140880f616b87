package dev.factotum.channel.vault;

import dev.factotum.tool.Tool;
import dev.factotum.vault.Vault;
import java.time.ZoneId;
import java.util.List;

/** What can be done within the vault. */
public final class VaultTools {
    private VaultTools() {}

    /** @param zone the vault's, for the dates in names */
    public static List<Tool> all(Vault vault, ZoneId zone) {
        return List.of(new AddTool(vault), new NoteTool(vault), new RemoveTool(vault), new DraftTool(vault, zone));
    }
}
