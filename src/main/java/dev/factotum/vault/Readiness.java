package dev.factotum.vault;

import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a file in the pipeline has stopped changing (F10). Thread-safe.
 *
 * <p>Quiet is a file whose modification time is older than the settle time, or which looked the same in two looks that
 * far apart; the second way serves files whose time lies in the future.
 */
public final class Readiness {
    private static final int MOST_WAITING = 100_000;

    private final Settle settle;
    private final LinkedHashMap<Path, Waiting> waiting = new LinkedHashMap<>();

    public Readiness(Settle settle) {
        this.settle = settle;
    }

    /**
     * How long a file must be quiet.
     *
     * @param usual for all files but those of the next
     * @param withoutId for a .md that does not carry our id yet, for editors save while people type
     * @param future for a file whose time lies in the future, which cannot tell how young it is; as the others if empty
     */
    public record Settle(Duration usual, Duration withoutId, Optional<Duration> future) {
        public static final Settle LOCAL = new Settle(Duration.ofSeconds(1), Duration.ofSeconds(30));
        public static final Settle SYNCED = new Settle(Duration.ofSeconds(3), Duration.ofSeconds(30));

        public Settle(Duration usual, Duration withoutId) {
            this(usual, withoutId, Optional.empty());
        }

        /** For a process that looks twice and is gone: it has no more time to watch what lies in the future. */
        public Settle glancing(Duration glance) {
            return new Settle(usual, withoutId, Optional.of(glance));
        }

        private static final List<String> MARKERS = List.of(".stfolder", ".dropbox", ".dropbox.cache", ".sync");
        private static final Set<String> NETWORK =
                Set.of("nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "afpfs", "webdav", "davfs", "9p", "fuse.sshfs");
        private static final int HIGHEST = 16;

        /** Looks for a sync tool's mark in the vault and the folders above it, and for a network disk. */
        public static Settle of(Vault vault) throws IOException {
            Disk disk = vault.world().disk();
            Path folder = vault.root();
            for (int up = 0; folder != null && up < HIGHEST; up++) {
                for (String marker : MARKERS) {
                    if (disk.facts(folder.resolve(marker)).isPresent()) {
                        return SYNCED;
                    }
                }
                folder = folder.getParent();
            }
            return network(disk.storeType(vault.root())) ? SYNCED : LOCAL;
        }

        /** True for a kind of file system that stands on another machine. */
        public static boolean network(String kind) {
            return NETWORK.contains(kind);
        }

        Duration of(Seen seen) {
            boolean note = seen.name().toLowerCase(Locale.ROOT).endsWith(".md");
            return note && seen.id().isEmpty() ? withoutId : usual;
        }
    }

    /** What one look says. */
    public sealed interface Verdict {
        record Ready() implements Verdict {}

        /** @param until when to look again; it may not be ready then either */
        record NotYet(Instant until) implements Verdict {}
    }

    /** @param first when it was seen waiting at all; @param same since when it has looked like this */
    private record Waiting(FileFacts facts, Instant first, Instant same) {}

    /** One look at a file. */
    public synchronized Verdict look(Seen seen, Instant now) {
        FileFacts facts = seen.facts();
        boolean future = facts.modified().isAfter(now);
        Duration quiet = future ? settle.future().orElse(settle.of(seen)) : settle.of(seen);
        if (!future && !facts.modified().plus(quiet).isAfter(now)) {
            waiting.remove(seen.path());
            return new Verdict.Ready();
        }
        Waiting before = waiting.get(seen.path());
        boolean same =
                before != null && before.facts().equals(facts) && !before.same().isAfter(now);
        Instant since = before != null && same ? before.same() : now;
        if (!since.plus(quiet).isAfter(now)) {
            waiting.remove(seen.path());
            return new Verdict.Ready();
        }
        if (before == null && waiting.size() >= MOST_WAITING) {
            waiting.pollFirstEntry();
        }
        waiting.put(seen.path(), new Waiting(facts, before == null ? now : before.first(), since));
        return new Verdict.NotYet((future ? since : facts.modified()).plus(quiet));
    }

    /** The files that have been waiting for this long. */
    public synchronized List<Path> waitingFor(Duration atLeast, Instant now) {
        List<Path> found = new ArrayList<>();
        waiting.forEach((path, since) -> {
            if (!since.first().plus(atLeast).isAfter(now)) {
                found.add(path);
            }
        });
        return found;
    }

    /** The file is gone or was taken up. */
    public synchronized void forget(Path file) {
        waiting.remove(file);
    }
}
