package dev.factotum.secret;

import dev.factotum.world.World;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** The system's own place for secrets, reached through its own program. What it promises of crashes is what the system does. */
interface Keyring {
    /** Names {@code file}: then nothing goes to a keyring, whatever there is. */
    String VARIABLE = "AGENT_SECRETS";

    /** Empty where it holds none of this name. */
    Optional<String> get(String name) throws IOException, InterruptedException;

    void put(String name, String value) throws IOException, InterruptedException;

    /** Also where there was none. */
    void remove(String name) throws IOException, InterruptedException;

    /** As people know it. */
    String title();

    /** The one of this system and session; empty where there is none. */
    static Optional<Keyring> of(World world) {
        if (world.processes().environment().getOrDefault(VARIABLE, "").equals("file")) {
            return Optional.empty();
        }
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("mac")) {
            return MacKeychain.of(world);
        }
        return system.startsWith("windows") ? Optional.empty() : SecretTool.of(world);
    }
}
