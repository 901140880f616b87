package dev.factotum.vault;

import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.problem.VaultCode;
import dev.factotum.world.FileFacts;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the vault that a command is about: the one named, else AGENT_VAULT, else the nearest one upwards. */
public final class VaultFinder {
    private static final String VARIABLE = "AGENT_VAULT";
    private static final int HIGHEST = 64;

    private VaultFinder() {}

    /**
     * The vault's root folder.
     *
     * @param named what {@code --vault} says, or null
     * @param from where the search upwards begins
     * @throws ProblemException E-VAULT-01 where there is none
     */
    public static Path find(World world, @Nullable Path named, Path from) throws IOException {
        if (named != null) {
            return exactly(world, named, "--vault names it");
        }
        String variable = world.processes().environment().getOrDefault(VARIABLE, "");
        if (!variable.isEmpty()) {
            return exactly(world, Path.of(variable), VARIABLE + " names it");
        }
        Path folder = from.toAbsolutePath().normalize();
        for (int up = 0; folder != null && up < HIGHEST; up++) {
            if (stands(world, folder)) {
                return folder;
            }
            folder = folder.getParent();
        }
        throw none("No vault was found", from, "neither this folder nor one above it holds .agent/vault.json");
    }

    private static Path exactly(World world, Path named, String because) throws IOException {
        Path folder = named.toAbsolutePath().normalize();
        if (!stands(world, folder)) {
            throw none("There is no vault at " + folder, folder, because + ", and it holds no .agent/vault.json");
        }
        return folder;
    }

    private static boolean stands(World world, Path folder) throws IOException {
        return world.disk()
                .facts(folder.resolve(Vault.HIDDEN).resolve("vault.json"))
                .filter(facts -> facts.kind() == FileFacts.Kind.FILE)
                .isPresent();
    }

    private static ProblemException none(String what, Path where, String why) {
        return new ProblemException(
                new Problem(VaultCode.NOT_A_VAULT, what, where.toString(), why, VaultCode.NOT_A_VAULT.remedy()));
    }
}
