package dev.factotum.cli;

import dev.factotum.mcp.client.ServerSpec;
import dev.factotum.mcp.client.Servers;
import dev.factotum.mcp.client.Standing;
import dev.factotum.problem.Problem;
import dev.factotum.vault.Vault;
import java.util.ArrayList;
import java.util.List;

/** The MCP servers of a vault. Nothing is started to look at them. */
final class McpChecks {
    private final Vault vault;

    McpChecks(Vault vault) {
        this.vault = vault;
    }

    List<Check> look() {
        List<Check> checks = new ArrayList<>();
        try (Tooling tooling = Tooling.of(vault)) {
            Servers servers = tooling.servers();
            List<ServerSpec> all = servers.all();
            List<ServerSpec> trusted = all.stream()
                    .filter(spec -> servers.standing(spec) == Standing.TRUSTED)
                    .toList();
            if (!all.isEmpty()) {
                checks.add(Check.ok("mcp", trusted.size() + " of " + all.size() + " servers trusted on this machine"));
            }
            for (Problem problem : servers.problems()) {
                checks.add(Check.note(
                        "mcp", problem.where() + ": " + problem.what() + ": " + problem.why(), problem.next()));
            }
            List<String> programs = trusted.stream()
                    .filter(spec -> spec.way() instanceof ServerSpec.Way.Program)
                    .map(spec -> spec.name().value())
                    .toList();
            if (!programs.isEmpty()) {
                checks.add(Check.note(
                        "mcp",
                        String.join(", ", programs) + (programs.size() == 1 ? " runs" : " run")
                                + " as you and not shut in: such a program can read and change whatever you can on this"
                                + " machine, the vault and its approvals too",
                        "Trust only what you would run yourself, or start it shut in by the command in mcp.json."));
            }
        }
        return checks;
    }
}
