package dev.factotum.skill;

import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds a program by its name, as a shell would. */
final class Programs {
    private Programs() {}

    static Optional<Path> find(Disk disk, String name, Map<String, String> environment) {
        for (String folder : environment
                .getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin")
                .split(System.getProperty("path.separator", ":"))) {
            try {
                Path program = Path.of(folder).resolve(name);
                if (!folder.isEmpty() && program.isAbsolute() && stands(disk, program)) {
                    return Optional.of(program);
                }
            } catch (InvalidPathException | IOException notThere) {
                continue;
            }
        }
        return Optional.empty();
    }

    private static boolean stands(Disk disk, Path program) throws IOException {
        return disk.facts(program).isPresent()
                && disk.facts(disk.real(program))
                        .filter(facts -> facts.kind() == FileFacts.Kind.FILE)
                        .isPresent();
    }
}
