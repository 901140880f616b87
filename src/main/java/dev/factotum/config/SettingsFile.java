package dev.factotum.config;

import dev.factotum.problem.Problem;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads a vault's settings: agent.yaml, agent.ENV.yaml, AGENT__ variables, clients, agents and contacts. */
public final class SettingsFile {
    private final World world;
    private final Path root;

    /** @param root the vault's folder */
    public SettingsFile(World world, Path root) {
        this.world = world;
        this.root = root;
    }

    /** What was read. */
    public sealed interface Loaded {
        /** @param warnings unknown keys and the like, which stop nothing */
        record Good(Settings settings, List<Problem> warnings) implements Loaded {}

        record Bad(List<Problem> problems) implements Loaded {}
    }

    /** @param env the environment's name from {@code --env} or AGENT_ENV */
    public Loaded load(Optional<String> env) throws IOException {
        throw new UnsupportedOperationException(world + "" + root + env);
    }
}
