package dev.factotum.engine;

import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.LedgerEntry.Noted;
import dev.factotum.vault.LedgerEntry.Placed;
import dev.factotum.vault.LedgerEntry.Returned;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Vault;
import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A note that is away for a moment: editors and sync tools rename a file away, or empty it, before they write it anew.
 * Says when such an absence counts, whether what came back is that save, and what a person must see of it.
 */
final class Away {
    /** A note that has lost its id is left alone as long as one that never had any. */
    private static final Duration UNNAMED = Duration.ofSeconds(30);

    /** A folder in which a name has just gone may get it back. */
    private static final Duration RENAMING = Duration.ofSeconds(3);

    /** A file that is back within this time of the absence being noted was being saved. */
    private static final Duration MOMENT = Duration.ofSeconds(10);

    private static final String REOPENED = "reopened";
    private static final Map<String, String> FROM_NOWHERE = Map.of("from", "gone");

    private Away() {}

    /** When the absence of a matter's file counts; empty where it counts now. */
    static Optional<Instant> until(Vault vault, History history) throws IOException {
        Optional<Placed> placed = history.placed();
        if (placed.isEmpty()) {
            return Optional.empty();
        }
        Disk disk = vault.world().disk();
        Instant now = vault.world().clock().instant();
        Path folder = vault.folder(placed.get().stage());
        Optional<Instant> emptied = disk.facts(folder.resolve(placed.get().name()))
                .map(facts -> facts.modified().plus(UNNAMED));
        Optional<Instant> counts = emptied.isPresent()
                ? emptied
                : disk.facts(folder).map(FileFacts::modified).map(changed -> changed.plus(RENAMING));
        return counts.filter(until -> until.isAfter(now) && !until.isAfter(now.plus(UNNAMED)));
    }

    /** Whether a file that is back where its matter stood was only being saved when its absence was noted. */
    static boolean wasSaved(History history, Seen file, Instant now) {
        boolean stoodThere = history.placed()
                .filter(place -> place.stage() == file.stage() && place.name().equals(file.name()))
                .isPresent();
        return stoodThere
                && history.closed()
                        .map(LedgerEntry.Closed::t)
                        .filter(dropped -> atOnce(file, dropped, now))
                        .isPresent();
    }

    private static boolean atOnce(Seen file, Instant dropped, Instant now) {
        Instant end = dropped.plus(MOMENT);
        Instant saved = file.facts().modified();
        return now.isBefore(end) || (!saved.isBefore(dropped) && saved.isBefore(end));
    }

    /** @param fromNowhere true where nobody knows how the file came back */
    static Noted back(Instant now, String by, boolean fromNowhere) {
        return new Noted(now, REOPENED, by, Gesture.MOVE.word(), fromNowhere ? FROM_NOWHERE : Map.of());
    }

    /** True where the file came back from nowhere and no return to the tray has told the person since. */
    static boolean untold(History history) {
        boolean untold = false;
        for (LedgerEntry entry : history.entries()) {
            if (entry instanceof Returned) {
                untold = false;
            } else if (entry instanceof Noted noted && noted.event().equals(REOPENED)) {
                untold = noted.detail().equals(FROM_NOWHERE);
            }
        }
        return untold;
    }
}
