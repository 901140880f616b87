package dev.factotum.secret;

import dev.factotum.secret.KeyringProgram.Said;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The keychain of macOS, through security(1). Values travel as base64, over its standard input: arguments can be seen by
 * others, and what is not plain ASCII would come back in another form.
 */
final class MacKeychain implements Keyring {
    /** errSecItemNotFound, cut to an exit code. */
    private static final int NOT_FOUND = 44;

    private final KeyringProgram program;
    private final String service;

    private MacKeychain(KeyringProgram program, String service) {
        this.program = program;
        this.service = service;
    }

    static Optional<Keyring> of(World world) {
        String place = world.processes().stateFolder().toString();
        return place.contains("\"") || place.contains("\\")
                ? Optional.empty()
                : KeyringProgram.find(world, "security").map(program -> new MacKeychain(program, "factotum " + place));
    }

    @Override
    public Optional<String> get(String name) throws IOException, InterruptedException {
        Said said = program.run(List.of("find-generic-password", "-s", service, "-a", name, "-w"), "");
        if (said.exit() == NOT_FOUND) {
            return Optional.empty();
        }
        if (said.exit() != 0) {
            throw program.failed("ended with exit code " + said.exit());
        }
        try {
            byte[] value = Base64.getDecoder().decode(said.text().strip());
            return Optional.of(new String(value, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException another) {
            throw program.failed("answered with something that is not ours");
        }
    }

    /** A line that is too long for the program is cut there: whoever puts something in looks whether it is there. */
    @Override
    public void put(String name, String value) throws IOException, InterruptedException {
        String base64 = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
        String line = "add-generic-password -U -s \"%s\" -a \"%s\" -l \"Factotum: %s\" -w \"%s\"\n"
                .formatted(service, name, name, base64);
        program.run(List.of("-i"), line);
    }

    @Override
    public void remove(String name) throws IOException, InterruptedException {
        Said said = program.run(List.of("delete-generic-password", "-s", service, "-a", name), "");
        if (said.exit() != 0 && said.exit() != NOT_FOUND) {
            throw program.failed("ended with exit code " + said.exit());
        }
    }

    @Override
    public String title() {
        return "keychain";
    }
}
