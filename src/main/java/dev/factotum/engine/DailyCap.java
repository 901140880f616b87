package dev.factotum.engine;

import dev.factotum.plan.TypedStep;
import dev.factotum.tool.Mode;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code policy.per_day}: how often a tool may be called live in a day of the vault's zone. A place is taken, durably and
 * under a claim, before the intent is; so no number of matters, threads, processes and crashes takes more than there are.
 * A place belongs to a call's key: a crash between place and intent costs nothing, for the call that follows has the same
 * key.
 */
final class DailyCap {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(2);
    private static final long LARGEST = 1L << 27;

    private final Session session;
    private final String tool;
    private final Optional<Integer> most;

    /** Simulated calls have no cap. */
    DailyCap(Session session, TypedStep step) {
        this.session = session;
        this.tool = step.tool().id().value();
        this.most = step.account().mode() == Mode.SANDBOX
                ? Optional.empty()
                : Optional.ofNullable(session.settings().policy().perDay().get(tool));
    }

    /** What came of asking for a place. */
    enum Place {
        TAKEN,
        /** There is none left today. */
        NONE,
        /** Others ask all the time: ask again later. */
        BUSY
    }

    Place take(String key) throws IOException {
        if (most.isEmpty()) {
            return Place.TAKEN;
        }
        try (Claim counting = claim().orElse(null)) {
            if (counting == null) {
                return Place.BUSY;
            }
            List<String> keys = keys();
            if (keys.contains(key)) {
                return Place.TAKEN;
            }
            if (keys.size() >= most.get()) {
                return Place.NONE;
            }
            keys.add(key);
            write(keys);
            return Place.TAKEN;
        }
    }

    /** Gives a place back: the call is known to have done nothing. Where the claim cannot be had, the place stays taken. */
    void free(String key) throws IOException {
        if (most.isEmpty()) {
            return;
        }
        try (Claim counting = claim().orElse(null)) {
            List<String> keys = counting == null ? List.of() : keys();
            if (keys.contains(key)) {
                keys.remove(key);
                write(keys);
            }
        }
    }

    String refusal() {
        return "policy.per_day allows " + most.orElse(0) + " × " + tool + " a day.";
    }

    private Optional<Claim> claim() throws IOException {
        Vault vault = session.vault();
        long since = vault.world().clock().nanos();
        while (true) {
            Optional<Claim> claim = vault.claims().claim("per_day:" + tool);
            if (claim.isPresent() || vault.world().clock().nanos() - since > PATIENCE.toNanos()) {
                return claim;
            }
            try {
                vault.world().clock().pause(PAUSE);
            } catch (InterruptedException wish) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }

    private List<String> keys() throws IOException {
        try {
            byte[] bytes = session.vault().world().disk().read(file(), LARGEST);
            return new ArrayList<>(new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList());
        } catch (NoSuchFileException firstToday) {
            return new ArrayList<>();
        }
    }

    private void write(List<String> keys) throws IOException {
        Path file = file();
        session.vault().files().folder(file.resolveSibling(".").normalize());
        session.vault().files().write(file, (String.join("\n", keys) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private Path file() {
        LocalDate today = LocalDate.ofInstant(session.now(), session.settings().zone());
        return session.vault()
                .hidden()
                .resolve("usage/per_day")
                .resolve(today.toString())
                .resolve(tool + ".keys");
    }
}
