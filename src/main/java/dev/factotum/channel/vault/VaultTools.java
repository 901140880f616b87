package dev.factotum.channel.vault;

import dev.factotum.tool.Tool;
import dev.factotum.vault.Vault;
import java.time.ZoneId;
import java.util.List;

/** What can be done within the vault. */
public final class VaultTools {
    private VaultTools() {}

    /** Made for one vault and the zone in which its days begin. */
    public static List<Tool> all(Vault vault, ZoneId zone) {
        return List.of(
                new AddTool(vault),
                new NoteTool(vault),
                new RemoveTool(vault),
                new DraftTool(vault, zone),
                new AllowTool(vault),
                new HabitTool(vault));
    }
}
