package dev.factotum.secret;

import dev.factotum.world.Processes.Ran;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A program that stands before a keyring. It may ask a person to unlock it, so it is given time. */
record KeyringProgram(World world, Path file) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Found in one of the folders of PATH. */
    static Optional<KeyringProgram> find(World world, String name) {
        String path = world.processes().environment().getOrDefault("PATH", "");
        for (String folder : path.split(":", -1)) {
            try {
                Path file = Path.of(folder).resolve(name);
                if (file.isAbsolute() && world.disk().facts(file).isPresent()) {
                    return Optional.of(new KeyringProgram(world, file));
                }
            } catch (IOException | InvalidPathException unreadable) {
                continue;
            }
        }
        return Optional.empty();
    }

    /** What it said. @param exit its exit code */
    record Said(int exit, String text) {
        /** Without the text, which may be a secret. */
        @Override
        public String toString() {
            return "Said[" + exit + "]";
        }
    }

    Said run(List<String> arguments, String input) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(file.toString()));
        command.addAll(arguments);
        Ran ran = world.processes()
                .run(command, input.getBytes(StandardCharsets.UTF_8), PATIENCE, SecretStore.LARGEST * 2);
        return switch (ran) {
            case Ran.Ended ended -> new Said(ended.exit(), new String(ended.output(), StandardCharsets.UTF_8));
            case Ran.Late late -> throw failed("gave no answer within " + PATIENCE.toSeconds() + " s");
            case Ran.TooMuch much -> throw failed("said more than a secret may be long");
        };
    }

    IOException failed(String how) {
        return new IOException(file + " " + how);
    }
}
