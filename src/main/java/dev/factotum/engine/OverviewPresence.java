package dev.factotum.engine;

import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/**
 * The executor's mark in {@code .agent/seen}: the hour in which it last worked. It travels with the vault, so that other
 * machines see it, and changes once an hour at most.
 */
public final class OverviewPresence {
    private static final int MOST = 128;
    private static final Duration LONG_AWAY = Duration.ofDays(31);

    private OverviewPresence() {}

    /** Marks this hour; writes only where the mark is older. */
    public static void mark(Vault vault) throws IOException {
        Instant hour = vault.world().clock().instant().truncatedTo(ChronoUnit.HOURS);
        byte[] fresh = (hour + "\n").getBytes(StandardCharsets.US_ASCII);
        if (!Arrays.equals(fresh, bytes(vault))) {
            vault.files().write(file(vault), fresh);
        }
    }

    /**
     * How far the clock is ahead of the last mark, where that is further than people stay away: a clock that is wrong
     * would let plans and approvals run out (F12). Marks, so that it is asked once for each leap.
     */
    public static Optional<Duration> leap(Vault vault) throws IOException {
        Instant now = vault.world().clock().instant();
        Optional<Duration> ahead =
                read(vault).map(last -> Duration.between(last, now)).filter(gap -> gap.compareTo(LONG_AWAY) > 0);
        if (ahead.isPresent()) {
            mark(vault);
        }
        return ahead;
    }

    /** The hour of the last mark, or empty where there is none that can be read. */
    static Optional<Instant> read(Vault vault) throws IOException {
        String text = new String(bytes(vault), StandardCharsets.US_ASCII).strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException damaged) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(Vault vault) throws IOException {
        try {
            return vault.world().disk().readAt(file(vault), 0, MOST);
        } catch (NoSuchFileException none) {
            return new byte[0];
        }
    }

    private static Path file(Vault vault) {
        return vault.hidden().resolve("seen");
    }
}
