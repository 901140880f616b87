package dev.factotum.config;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.factotum.problem.Problem;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A vault in memory whose settings a test writes as a person would. */
final class Desk implements Writing {
    static final Path ROOT = Path.of("/vault");

    final TestWorld world;

    Desk() {
        this(TestWorld.seeded(1));
    }

    private Desk(TestWorld world) {
        this.world = world;
    }

    Desk with(String file, String text) {
        world.disk().person().write(ROOT.resolve(file), text);
        return this;
    }

    Desk withVariables(Map<String, String> variables) {
        return new Desk(world.withEnvironment(variables));
    }

    String text(String file) {
        return world.disk().person().read(ROOT.resolve(file));
    }

    SettingsFile settings() {
        return new SettingsFile(world.world(), ROOT);
    }

    SettingsFile.Loaded.Good good() {
        try {
            SettingsFile.Loaded loaded = settings().load(Optional.empty());
            return assertInstanceOf(SettingsFile.Loaded.Good.class, loaded, loaded::toString);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    List<Problem> bad() {
        try {
            return assertInstanceOf(SettingsFile.Loaded.Bad.class, settings().load(Optional.empty()))
                    .problems();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    static <T> T at(Map<String, T> map, String key) {
        return Objects.requireNonNull(map.get(key), key);
    }

    static String line(Problem problem) {
        return problem.oneLine() + " → " + problem.next();
    }

    @Override
    public boolean replace(Path file, byte[] read, byte[] fresh) throws IOException {
        if (!Arrays.equals(world.disk().read(file, 1 << 20), read)) {
            return false;
        }
        world.disk().person().write(file, fresh);
        return true;
    }

    @Override
    public void forget(Path file, byte[] replaced) {}

    @Override
    public void publish(Path file, byte[] content) throws IOException {
        if (world.disk().facts(file).isPresent()) {
            throw new FileAlreadyExistsException(file.toString());
        }
        world.disk().person().write(file, content);
    }
}
