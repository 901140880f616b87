package dev.factotum.llm;

import dev.factotum.vault.Digest;
import dev.factotum.vault.LineFile;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Vault;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The lines of {@code .agent/usage}: a file for each day of the vault's zone, and a short one for each matter. */
final class UsageFiles {
    private static final String EXTENSION = ".ndjson";

    private final Vault vault;

    UsageFiles(Vault vault) {
        this.vault = vault;
    }

    private Path folder() {
        return vault.hidden().resolve("usage");
    }

    LineFile day(LocalDate day) {
        return vault.files().lines(folder().resolve(day + EXTENSION));
    }

    /** What a matter used: an id, tokens and money a line. */
    LineFile matter(String matter) {
        String name = MatterId.parse(matter)
                .map(MatterId::value)
                .orElseGet(() -> Digest.of(matter).hex());
        return vault.files().lines(folder().resolve("matter").resolve(name + EXTENSION));
    }

    /** The days that have a file, oldest first. */
    List<LocalDate> days(Predicate<LocalDate> wanted) throws IOException {
        List<Listed> all;
        try {
            all = vault.world().disk().list(folder());
        } catch (NoSuchFileException none) {
            return List.of();
        }
        List<LocalDate> days = new ArrayList<>();
        for (Listed one : all) {
            day(one.name()).filter(wanted).ifPresent(days::add);
        }
        Collections.sort(days);
        return days;
    }

    private static Optional<LocalDate> day(String name) {
        if (!name.endsWith(EXTENSION)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(name.substring(0, name.length() - EXTENSION.length())));
        } catch (DateTimeException other) {
            return Optional.empty();
        }
    }

    static byte[] bytes(String line) {
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
