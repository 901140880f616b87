package dev.factotum.cli;

import dev.factotum.world.World;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a run of the command finds around it.
 *
 * @param here the absolute folder it was started in
 * @param world made when a command first needs it
 * @param launcher the program to type where a bare {@code agent} is not found; empty where it is
 */
record Surroundings(
        Terminal terminal,
        Map<String, String> environment,
        Path here,
        Supplier<World> world,
        Interrupt interrupt,
        Hands hands,
        String launcher) {
    Surroundings {
        environment = Map.copyOf(environment);
    }

    /** Where nobody sits at the terminal. */
    Surroundings(
            Terminal terminal, Map<String, String> environment, Path here, Supplier<World> world, Interrupt interrupt) {
        this(terminal, environment, here, world, interrupt, Hands.NONE, "");
    }
}
