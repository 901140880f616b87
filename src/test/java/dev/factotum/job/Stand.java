package dev.factotum.job;

import dev.factotum.world.Person;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * How things stand at one moment: a vault on its disk, and the provider outside.
 *
 * @param contents what the steps are to bring about, in their order
 */
record Stand(
        TestWorld world,
        FakeProvider provider,
        List<String> contents,
        BooleanSupplier interrupted,
        Optional<Thinker> model) {
    static final Path ROOT = Office.ROOT;

    Stand {
        contents = List.copyOf(contents);
    }

    /** A new vault, wholly durable. */
    static Stand found(long seed, List<String> contents) throws IOException {
        return found(TestWorld.seeded(seed), contents);
    }

    static Stand found(TestWorld world, List<String> contents) throws IOException {
        Office.found(world);
        world.clock().advance(Duration.ofMinutes(1));
        return new Stand(world, new FakeProvider(world.clock(), contents), contents, () -> false, Optional.empty());
    }

    /** With a model that plans what no rule plans. */
    Stand with(Optional<Thinker> other) {
        return new Stand(world, provider, contents, interrupted, other);
    }

    /** The same provider at the same moment, for a course of the world that parted from this one. */
    Stand in(TestWorld other) {
        return new Stand(other, provider.copy(other.clock()), contents, () -> false, model);
    }

    Stand interruptedBy(BooleanSupplier pressed) {
        return new Stand(world, provider, contents, pressed, model);
    }

    /** A process that starts. */
    Office office() throws IOException {
        return new Office(world, FakeSkill.all(provider), interrupted, model);
    }

    Person person() {
        return world.disk().person();
    }

    void write(String path, String text) {
        person().write(ROOT.resolve(path), text);
    }

    void wait(Duration time) {
        world.clock().advance(time);
    }

    /** Notes in a stage by name, files under work left out. */
    Map<String, String> notes(String stage) {
        Map<String, String> found = new TreeMap<>(person().files(ROOT.resolve(stage)));
        found.keySet().removeIf(name -> name.startsWith(".") || name.contains("/."));
        return found;
    }

    boolean holds(String stage) {
        return !notes(stage).isEmpty();
    }

    /** A person moves every note of one stage to another. */
    void moveAll(String from, String to) {
        notes(from).keySet().forEach(name -> {
            Path file = Path.of(name);
            person().move(ROOT.resolve(from).resolve(file), ROOT.resolve(to).resolve(file.getFileName()));
        });
    }

    /** A person writes into every note that waits in the tray. */
    void inTray(String words, String instead) {
        notes("Pending_Approval")
                .forEach((name, text) -> write("Pending_Approval/" + name, text.replace(words, instead)));
    }

    /** What a stranger finds wrong. */
    List<String> faults() {
        List<String> all = new ArrayList<>(new VaultChecker(person(), ROOT).atRest());
        all.addAll(provider.faults());
        return all;
    }
}
