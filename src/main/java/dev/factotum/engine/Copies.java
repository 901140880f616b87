package dev.factotum.engine;

import dev.factotum.plan.Callout;
import dev.factotum.plan.Header;
import dev.factotum.plan.PlanEdit;
import dev.factotum.plan.PlanText;
import dev.factotum.problem.ItemCode;
import dev.factotum.problem.Problem;
import dev.factotum.vault.Ledger;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.LedgerEntry.Closed;
import dev.factotum.vault.LedgerEntry.Placed;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.PipelineScan;
import dev.factotum.vault.Readiness;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import dev.factotum.world.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A file in an open folder whose id came to rest before: a reopened matter, or a copy of a finished one. */
final class Copies {
    private Copies() {}

    /** Empty where the matter is open (or was reopened just now) and may take its turn. The caller holds the claim. */
    static Optional<Turn> check(EngineParts parts, LateSaves lateSaves, Seen file, MatterId id) throws IOException {
        Ledger ledger = parts.vault().ledgers().of(id);
        if (!ledger.entries().isEmpty()) {
            return Optional.empty();
        }
        Optional<List<LedgerEntry>> closed = parts.vault().ledgers().closed(id);
        if (closed.isEmpty()) {
            return stranger(parts, file);
        }
        History history = History.of(closed.get());
        String how = history.closed().map(Closed::how).orElse("done");
        Instant now = parts.vault().world().clock().instant();
        if (how.equals("rejected") || how.equals("dropped")) {
            if (standsInRejected(parts, history, id)) {
                return Optional.of(new Turn.Rests(lateSaves.setAside(file).orElse(Instant.EPOCH)));
            }
            Instant quiet = file.facts().modified().plus(Readiness.Settle.LOCAL.usual());
            if (!file.facts().modified().isAfter(now) && now.isBefore(quiet)) {
                return Optional.of(new Turn.Rests(quiet));
            }
            parts.vault().ledgers().reopen(id);
            String by = parts.settings().get().owner();
            Stage from = how.equals("rejected") ? Stage.REJECTED : file.stage();
            boolean away =
                    how.equals("dropped") && file.stage() == Stage.APPROVED && !Away.wasSaved(history, file, now);
            ledger.append(Away.back(now, by, away));
            ledger.append(new Placed(now, from, file.name(), by));
            return Optional.empty();
        }
        if (lateSave(parts, history, file, id)) {
            return Optional.of(new Turn.Rests(lateSaves.setAside(file).orElse(Instant.EPOCH)));
        }
        Optional<Path> record = history.placed()
                .filter(place -> place.stage() == Stage.COMPLETED)
                .map(place -> record(parts, place));
        boolean moved = record.isPresent()
                && parts.vault().world().disk().facts(record.get()).isEmpty();
        return Optional.of(moved ? new Turn.Refused(moved(parts, file, record.get())) : copy(parts, file));
    }

    /** The record itself was taken out of Completed: it is left as it is, and nothing of it runs. */
    private static Problem moved(EngineParts parts, Seen file, Path record) {
        return new Problem(
                ItemCode.RECORD,
                ItemCode.RECORD.meaning(),
                file.stage().folder() + "/" + file.name(),
                "its place is " + parts.vault().root().relativize(record),
                ItemCode.RECORD.remedy());
    }

    /**
     * Whether an editor put this where the matter stood before it came to rest: the record is where it was laid, and this
     * file holds something else.
     */
    private static boolean lateSave(EngineParts parts, History history, Seen file, MatterId id) throws IOException {
        boolean stoodThere = history.entries().stream()
                .anyMatch(entry -> entry instanceof Placed place
                        && place.stage() == file.stage()
                        && place.name().equals(file.name()));
        Optional<Path> record = history.placed()
                .filter(place -> place.stage() == Stage.COMPLETED)
                .map(place -> record(parts, place));
        if (!stoodThere || record.isEmpty()) {
            return false;
        }
        Disk disk = parts.vault().world().disk();
        try {
            byte[] laid = disk.read(record.get(), Session.LIMIT);
            boolean ours = PlanText.parse(new String(laid, StandardCharsets.UTF_8), file.name())
                    .id()
                    .equals(Optional.of(id));
            return ours && !Arrays.equals(laid, disk.read(file.path(), Session.LIMIT));
        } catch (NoSuchFileException moved) {
            return false;
        }
    }

    private static Path record(EngineParts parts, Placed place) {
        YearMonth month = YearMonth.from(place.t().atZone(parts.settings().get().zone()));
        return parts.vault().completed(month).resolve(place.name());
    }

    /** Whether the note still rests where it was laid: another with its id is an editor's late save. */
    private static boolean standsInRejected(EngineParts parts, History history, MatterId id) throws IOException {
        Optional<Placed> rest = history.placed().filter(place -> place.stage() == Stage.REJECTED);
        return rest.isPresent()
                && new PipelineScan(parts.vault(), false)
                        .look(Stage.REJECTED, rest.get().name())
                        .flatMap(Seen::id)
                        .equals(Optional.of(id));
    }

    /** An id that no ledger knows: a vault restored without its hidden folder, or an id typed by hand. */
    private static Optional<Turn> stranger(EngineParts parts, Seen file) throws IOException {
        return switch (parts.adopter().adopt(file)) {
            case Adopter.Adopted.Taken(MatterId ignored) -> Optional.empty();
            case Adopter.Adopted.NotReady(Instant until) -> Optional.of(new Turn.Rests(until));
            case Adopter.Adopted.Gone() -> Optional.of(new Turn.Rests(Instant.EPOCH));
            case Adopter.Adopted.Refused(var problem) -> Optional.of(new Turn.Refused(problem));
        };
    }

    /** Says so on top of the copy and sends one in Approved back to the tray; nothing of it runs. */
    private static Turn copy(EngineParts parts, Seen file) throws IOException {
        byte[] bytes;
        try {
            bytes = parts.vault().world().disk().read(file.path(), Session.LIMIT);
        } catch (NoSuchFileException gone) {
            return new Turn.Rests(Instant.EPOCH);
        }
        PlanText text = PlanText.parse(new String(bytes, StandardCharsets.UTF_8), file.name());
        Callout callout = new Callout(
                Callout.Type.INFO,
                Callout.Opening.COPY,
                "; it does not run",
                List.of(
                        "The matter with this id is at rest. To run it as new: delete the `id` line in the properties and"
                                + " untick the steps. To forget it: delete this file."));
        String fresh = new PlanEdit(text)
                .clearTicks()
                .header(new Header(
                        List.of(callout), Optional.empty(), List.of(), List.of(), List.of(), Optional.empty()))
                .apply();
        byte[] next = fresh.getBytes(StandardCharsets.UTF_8);
        if (!Arrays.equals(bytes, next)) {
            parts.vault().files().replace(file.path(), bytes, next);
        }
        if (file.stage() == Stage.APPROVED) {
            Path tray = parts.vault().folder(Stage.PENDING_APPROVAL).resolve(file.name());
            parts.vault().files().move(file.path(), tray);
        }
        return new Turn.Rests(Instant.MAX);
    }
}
