package dev.factotum.secret;

import dev.factotum.secret.KeyringProgram.Said;
import dev.factotum.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The Secret Service of a Linux session (GNOME Keyring, KWallet, KeePassXC), through libsecret's secret-tool. */
final class SecretTool implements Keyring {
    private final KeyringProgram program;

    /** Tells the entries of one state folder from those of another. */
    private final String place;

    private SecretTool(KeyringProgram program, String place) {
        this.program = program;
        this.place = place;
    }

    /** Empty where the program is missing, or this is no session with a bus. */
    static Optional<Keyring> of(World world) {
        String bus = world.processes().environment().getOrDefault("DBUS_SESSION_BUS_ADDRESS", "");
        return bus.isBlank()
                ? Optional.empty()
                : KeyringProgram.find(world, "secret-tool")
                        .map(program -> new SecretTool(
                                program, world.processes().stateFolder().toString()));
    }

    /** It ends with 1 and says nothing both where there is none and where nobody answers. */
    @Override
    public Optional<String> get(String name) throws IOException, InterruptedException {
        Said said = program.run(command("lookup", name), "");
        return said.exit() == 0 && !said.text().isEmpty() ? Optional.of(said.text()) : Optional.empty();
    }

    @Override
    public void put(String name, String value) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(command("store", name));
        command.add(1, "--label=Factotum: " + name);
        Said said = program.run(command, value);
        if (said.exit() != 0) {
            throw program.failed("ended with exit code " + said.exit());
        }
    }

    @Override
    public void remove(String name) throws IOException, InterruptedException {
        program.run(command("clear", name), "");
        if (get(name).isPresent()) {
            throw program.failed("did not remove it");
        }
    }

    private List<String> command(String verb, String name) {
        return List.of(verb, "application", "factotum", "place", place, "name", name);
    }

    @Override
    public String title() {
        return "keyring";
    }
}
