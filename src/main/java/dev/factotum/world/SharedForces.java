package dev.factotum.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Forces of folders that many threads ask for: who asks while one is under way shares the next with all that ask
 * meanwhile. Safe because that one begins after each of them asked. Thread-safe.
 */
final class SharedForces {
    private final Map<Path, Round> latest = new HashMap<>();

    /** What forces one folder. */
    interface Force {
        void of(Path folder) throws IOException;
    }

    /** One force; open while it has not begun. */
    private static final class Round {
        private final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
        private final @Nullable Round before;
        private boolean open = true;

        Round(@Nullable Round before) {
            this.before = before;
        }
    }

    void force(Path folder, Force force) throws IOException {
        Round mine;
        boolean leads;
        synchronized (latest) {
            Round last = latest.get(folder);
            leads = last == null || !last.open;
            mine = last != null && last.open ? last : new Round(last);
            latest.put(folder, mine);
        }
        if (leads) {
            lead(folder, mine, force);
        } else {
            follow(mine);
        }
    }

    private void lead(Path folder, Round round, Force force) throws IOException {
        if (round.before != null) {
            round.before.over.handle((ok, failed) -> true).join();
        }
        synchronized (latest) {
            round.open = false;
        }
        try {
            force.of(folder);
            round.over.complete(null);
        } catch (IOException failed) {
            round.over.completeExceptionally(new UncheckedIOException(failed));
            throw failed;
        } finally {
            round.over.completeExceptionally(new IllegalStateException("the force of " + folder + " broke off"));
            synchronized (latest) {
                latest.remove(folder, round);
            }
        }
    }

    private static void follow(Round round) throws IOException {
        try {
            round.over.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof UncheckedIOException disk) {
                throw disk.getCause();
            }
            throw failed;
        }
    }
}
