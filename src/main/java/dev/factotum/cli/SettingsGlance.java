package dev.factotum.cli;

import dev.factotum.config.SettingsFile;
import dev.factotum.problem.Problem;
import dev.factotum.rule.RuleBook;
import dev.factotum.vault.Vault;
import dev.factotum.world.DiskFailure;
import dev.factotum.world.Sighted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Remembers on this machine that settings and rules were read and nothing was wrong with them: as long as no file has
 * changed since, a command that only shows things need not read them again.
 */
final class SettingsGlance {
    private static final long LARGEST = 1 << 20;

    /** A file changed so lately may change again unnoticed. */
    private static final Duration YOUNG = Duration.ofSeconds(3);

    private final Vault vault;
    private final SettingsFile file;
    private final Optional<String> environment;

    SettingsGlance(Vault vault, SettingsFile file, Optional<String> environment) {
        this.vault = vault;
        this.file = file;
        this.environment = environment;
    }

    /** What is remembered of faultless settings. @param level of the program's own log */
    record Kept(ZoneId zone, String level) {}

    /** Of faultless settings that nobody has touched since; empty where they must be read. */
    Optional<Kept> kept() throws IOException {
        String kept;
        try {
            kept = new String(vault.world().disk().read(place(), LARGEST), StandardCharsets.UTF_8);
        } catch (NoSuchFileException never) {
            return Optional.empty();
        }
        int end = kept.indexOf('\n');
        Optional<String> state = state();
        if (end < 0 || state.isEmpty() || !kept.substring(end + 1).equals(state.get())) {
            return Optional.empty();
        }
        try {
            int space = kept.indexOf(' ');
            return space < 0 || space > end
                    ? Optional.empty()
                    : Optional.of(new Kept(ZoneId.of(kept.substring(0, space)), kept.substring(space + 1, end)));
        } catch (DateTimeException damaged) {
            return Optional.empty();
        }
    }

    /** The settings as they stand are faultless. */
    void keep(ZoneId zone, String level) throws IOException {
        Optional<String> state = state();
        if (state.isEmpty()) {
            return;
        }
        try {
            vault.files()
                    .writeLazily(
                            place(),
                            (zone.getId() + " " + level + "\n" + state.get()).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            if (DiskFailure.of(e) == DiskFailure.FAILING) {
                throw e;
            }
        }
    }

    /** What is wrong with the rules. */
    List<Problem> rules() throws IOException {
        try (Tooling tooling = Tooling.of(vault)) {
            return new RuleBook(vault.world().disk(), folder(), tooling.toolbox(ZoneOffset.UTC)).check();
        }
    }

    /** A text that differs once settings or rules may differ; empty where nobody can tell. */
    private Optional<String> state() throws IOException {
        Optional<String> settings = file.state(environment);
        if (settings.isEmpty()) {
            return settings;
        }
        StringBuilder state = new StringBuilder(settings.get());
        Instant settled = vault.world().clock().instant().minus(YOUNG);
        try {
            for (Sighted one : vault.world().disk().sight(folder(), name -> name.endsWith(".md")).stream()
                    .sorted(Comparator.comparing(Sighted::name))
                    .toList()) {
                if (one.facts().modified().isAfter(settled)) {
                    return Optional.empty();
                }
                state.append(one.name())
                        .append(' ')
                        .append(one.facts().size())
                        .append(' ')
                        .append(one.facts().modified())
                        .append(' ')
                        .append(one.facts().key())
                        .append('\n');
            }
        } catch (NoSuchFileException none) {
            return Optional.of(state.toString());
        }
        return Optional.of(state.toString());
    }

    private Path folder() {
        return vault.root().resolve("Rules");
    }

    private Path place() {
        return vault.hidden().resolve("local").resolve("settings");
    }
}
