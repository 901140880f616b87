package dev.factotum.channel.x;

import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.UnaryOperator;

/**
 * What the program must not forget of an account over a crash: what it sent or was about to send, who it is and what it
 * read today. Each change is on the disk before anything else happens. Thread-safe, over processes too.
 */
final class Book {
    private static final long LARGEST = 4 << 20;
    private static final int MOST_TRIES = 400;
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Vault vault;
    private final String account;

    Book(Vault vault, String account) {
        this.vault = vault;
        this.account = account;
    }

    /** @throws IOException where it cannot be read: then nobody knows what was sent */
    BookState state() throws IOException {
        try {
            return BookState.of(vault.world().disk().read(file(), LARGEST));
        } catch (NoSuchFileException none) {
            return BookState.FRESH;
        }
    }

    /** @throws IOException where it could not be kept */
    void change(UnaryOperator<BookState> by) throws IOException, InterruptedException {
        for (int i = 0; i < MOST_TRIES; i++) {
            try (Claim claim = vault.claims().claim("book:" + account).orElse(null)) {
                if (claim != null) {
                    BookState before = state();
                    BookState after = by.apply(before);
                    if (!after.equals(before)) {
                        vault.files().write(file(), after.bytes());
                    }
                    return;
                }
            }
            vault.world().clock().pause(PAUSE);
        }
        throw new IOException("the account's book is in other hands");
    }

    /** Posts that were read; where that cannot be kept, it is only an estimate that suffers. */
    void read(int posts) throws InterruptedException {
        if (posts > 0) {
            try {
                change(state -> state.read(today(), posts));
            } catch (IOException uncounted) {
                return;
            }
        }
    }

    LocalDate today() {
        return LocalDate.ofInstant(now(), ZoneOffset.UTC);
    }

    Instant now() {
        return vault.world().clock().instant();
    }

    private Path file() {
        return vault.hidden().resolve("accounts").resolve("x").resolve(account + ".json");
    }
}
