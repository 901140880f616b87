package dev.factotum.engine;

import dev.factotum.engine.Planner.Item;
import dev.factotum.plan.PlanText;
import dev.factotum.vault.Digest;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.LedgerEntry.Approved;
import dev.factotum.vault.LedgerEntry.Proposed;
import dev.factotum.vault.MatterId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Matters at rest as they were when they were planned first, for planning them once more. Only reads. */
public final class PastMatters {
    private final EngineParts parts;

    public PastMatters(EngineParts parts) {
        this.parts = parts;
    }

    /**
     * One of them.
     *
     * @param item as a planner saw it
     * @param proposed the first plan, as it was made
     * @param approved the first that was approved, as it was approved
     * @param planner whose plan it was
     */
    public record Past(Item item, PlanText proposed, PlanText approved, String planner) {}

    /** The ids of those that came to rest in the month of this instant or later, oldest first. */
    public List<MatterId> since(Instant from) throws IOException {
        return parts.vault().ledgers().closedSince(YearMonth.from(from.atOffset(ZoneOffset.UTC)));
    }

    /** Empty where it was never planned and approved, was approved before then, or its copies are gone. */
    public Optional<Past> of(MatterId id, Instant from) throws IOException {
        List<LedgerEntry> entries = parts.vault().ledgers().closed(id).orElse(List.of());
        Optional<Proposed> proposed = first(entries, Proposed.class);
        Optional<Approved> approved =
                first(entries, Approved.class).filter(entry -> !entry.t().isBefore(from));
        if (proposed.isEmpty() || approved.isEmpty()) {
            return Optional.empty();
        }
        Optional<PlanText> before =
                read(Foreign.proposal(parts.vault(), id, proposed.get().rev()));
        Optional<PlanText> after = read(approvedCopy(approved.get().plan()));
        if (before.isEmpty() || after.isEmpty()) {
            return Optional.empty();
        }
        Item item = Items.of(parts, id, before.get(), unplanned(entries), "")
                .at(proposed.get().t());
        return Optional.of(
                new Past(item, before.get(), after.get(), proposed.get().planner()));
    }

    /** What was known of a matter when it was planned first. */
    public static History unplanned(List<LedgerEntry> entries) {
        return History.of(entries.stream()
                .takeWhile(entry -> !(entry instanceof Proposed))
                .toList());
    }

    private Path approvedCopy(Digest plan) {
        return parts.vault().hidden().resolve("approved").resolve(plan.hex() + ".md");
    }

    private static <T extends LedgerEntry> Optional<T> first(List<LedgerEntry> entries, Class<T> kind) {
        return entries.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    private Optional<PlanText> read(Path file) throws IOException {
        try {
            byte[] bytes = parts.vault().world().disk().read(file, Session.LIMIT);
            return Optional.of(PlanText.parse(
                    new String(bytes, StandardCharsets.UTF_8),
                    file.getFileName().toString()));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }
}
