package dev.factotum.config;

import dev.factotum.problem.Problem;
import dev.factotum.world.FileFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of a running program: the last good ones, and what is wrong with newer ones. Thread-safe. */
public final class LiveSettings {
    /** A file changed this shortly before it was read may change again without a new time. */
    static final Duration YOUNG = Duration.ofSeconds(2);

    private final SettingsFile file;
    private final Optional<String> env;
    private volatile State state;

    /** @param first what {@link SettingsFile#load} read with the same environment */
    public LiveSettings(SettingsFile file, Optional<String> env, SettingsFile.Loaded.Good first) {
        this.file = file;
        this.env = env;
        this.state = new State(first.settings(), first.warnings(), false, Map.of(), true);
    }

    private record State(
            Settings settings, List<Problem> problems, boolean broken, Map<Path, FileFacts> facts, boolean again) {}

    /** What {@link #refresh} found. */
    public enum Refreshed {
        UNCHANGED,
        /** New settings hold from here on. */
        TAKEN,
        /** The files are wrong; the last good settings go on. */
        KEPT
    }

    /** The last good settings. */
    public Settings settings() {
        return state.settings();
    }

    /** What is wrong with the files at present: faults where they are not taken, warnings else. */
    public List<Problem> problems() {
        return state.problems();
    }

    /** True while the files are wrong and older settings hold. */
    public boolean broken() {
        return state.broken();
    }

    /** Reads again where a file changed. Costs one look at each file where none did. */
    public synchronized Refreshed refresh() throws IOException {
        Map<Path, FileFacts> facts = file.facts(env);
        if (!state.again() && facts.equals(state.facts())) {
            return Refreshed.UNCHANGED;
        }
        Instant settled = file.world().clock().instant().minus(YOUNG);
        boolean again = facts.values().stream().anyMatch(fact -> fact.modified().isAfter(settled));
        State before = state;
        return switch (file.load(env)) {
            case SettingsFile.Loaded.Good(Settings settings, List<Problem> warnings) -> {
                state = new State(settings, warnings, false, facts, again);
                yield settings.equals(before.settings()) && !before.broken() ? Refreshed.UNCHANGED : Refreshed.TAKEN;
            }
            case SettingsFile.Loaded.Bad(List<Problem> problems) -> {
                state = new State(before.settings(), problems, true, facts, again);
                yield Refreshed.KEPT;
            }
        };
    }
}
