package dev.factotum.engine;

import dev.factotum.audit.AuditEvent;
import dev.factotum.markdown.Escape;
import dev.factotum.plan.Callout;
import dev.factotum.plan.Header;
import dev.factotum.plan.PlanEdit;
import dev.factotum.plan.PlanText;
import dev.factotum.problem.ItemCode;
import dev.factotum.problem.Problem;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.LedgerEntry.Placed;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.SafeFiles;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import dev.factotum.world.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What an editor saved too late: into a file that had already been replaced, or to a path that its matter had left (F3).
 * Its words are put beside the matter, in the tray, as {@code NAME (your edit).md} with {@code edit_of:} in place of the
 * id and without a tick, so that they are seen and nothing of them runs by itself. Thread-safe.
 */
final class LateSaves {
    /** The property that names the matter, by its id where the text had one. */
    static final String EDIT_OF = "edit_of";

    /** An editor that saves in pieces has finished when nothing changed for so long. */
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private final EngineParts parts;
    private final Set<SafeFiles.LateSave> held = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean begun = new AtomicBoolean();

    LateSaves(EngineParts parts) {
        this.parts = parts;
    }

    /** Publishes what reached replaced files; what is still being written waits for the next pass. */
    @SuppressWarnings("try") // holding the claim is its whole use
    void publish(Pass pass) throws IOException {
        SafeFiles files = parts.vault().files();
        try (Claim claim = parts.vault().claims().claim("late saves").orElse(null)) {
            if (claim == null) {
                return;
            }
            if (!begun.getAndSet(true)) {
                held.addAll(files.lateSavesBeforeStart());
            }
            held.addAll(files.lateSaves());
            for (SafeFiles.LateSave late : List.copyOf(held)) {
                Optional<Instant> quiet = quiet(late.kept());
                if (quiet.isPresent() && quiet.get().isAfter(now())) {
                    pass.due(quiet.get());
                } else {
                    held.remove(late);
                    if (quiet.isPresent()) {
                        publish(late);
                    }
                }
            }
        }
    }

    private void publish(SafeFiles.LateSave late) throws IOException {
        SafeFiles files = parts.vault().files();
        byte[] bytes = parts.vault().world().disk().read(late.kept(), Session.LIMIT);
        String text = Garbled.readable(bytes);
        boolean note = late.name().endsWith(".md");
        String name = note ? late.name() : late.name() + ".md";
        Path published = files.publishEdit(
                parts.vault().folder(Stage.PENDING_APPROVAL),
                name,
                note ? edit(text, name) : quoted(text, late.name()));
        log(String.valueOf(published.getFileName()));
        files.acknowledge(late);
    }

    /** What was saved into a file that is no note: agent.yaml, say. */
    private static byte[] quoted(String text, String name) {
        String title = Escape.line(name);
        return edit("# " + title + "\n\n> [!quote] " + title + "\n" + Escape.quote(text), name);
    }

    private Optional<Instant> quiet(Path file) throws IOException {
        return parts.vault()
                .world()
                .disk()
                .facts(file)
                .map(facts -> facts.modified().plus(SETTLED))
                .map(at -> at.isAfter(now().plus(SETTLED)) ? now() : at);
    }

    /**
     * Of several files with one id, those that a late save put where the matter stood before, while the matter itself
     * stands where its ledger says; empty where that does not explain all of them.
     */
    List<Seen> among(MatterId id, List<Seen> files) throws IOException {
        List<LedgerEntry> entries = parts.vault().ledgers().of(id).entries();
        Optional<Placed> home = History.of(entries).placed();
        List<Seen> others = files.stream()
                .filter(file -> !home.map(place -> stands(file, place)).orElse(false))
                .toList();
        if (others.size() != files.size() - 1) {
            return List.of();
        }
        List<Seen> at = files.stream().filter(file -> !others.contains(file)).toList();
        for (Seen file : others) {
            boolean stoodThere = entries.stream().anyMatch(e -> e instanceof Placed p && stands(file, p));
            if (!stoodThere || same(file, at.getFirst())) {
                return List.of();
            }
        }
        return others;
    }

    /** A copy that was just made by a move between disks, or by hand, is no late save. */
    private boolean same(Seen one, Seen other) throws IOException {
        Disk disk = parts.vault().world().disk();
        try {
            return Arrays.equals(disk.read(one.path(), Session.LIMIT), disk.read(other.path(), Session.LIMIT));
        } catch (NoSuchFileException moving) {
            return true;
        }
    }

    private static boolean stands(Seen file, Placed place) {
        return file.stage() == place.stage() && file.name().equals(place.name());
    }

    /** Sets such a file aside; answers when to look again where it is still being saved. The caller holds the claim. */
    Optional<Instant> setAside(Seen file) throws IOException {
        Optional<Instant> quiet = quiet(file.path());
        if (quiet.isEmpty() || quiet.get().isAfter(now())) {
            return quiet;
        }
        byte[] read;
        try {
            read = parts.vault().world().disk().read(file.path(), Session.LIMIT);
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
        SafeFiles.Aside aside = parts.vault()
                .files()
                .setAside(
                        file.path(),
                        read,
                        edit(Garbled.readable(read), file.name()),
                        parts.vault().folder(Stage.PENDING_APPROVAL));
        if (aside instanceof SafeFiles.Aside.Done(Path at)) {
            log(String.valueOf(at.getFileName()));
        }
        return Optional.empty();
    }

    /** The words as they are, with a callout on top and nothing in them that could count. */
    private static byte[] edit(String text, String name) {
        PlanText plan = PlanText.parse(text, name);
        String stem = name.endsWith(".md") ? name.substring(0, name.length() - 3) : name;
        Callout callout = new Callout(
                Callout.Type.QUESTION,
                Callout.Opening.YOUR_EDIT,
                "; nothing here runs",
                List.of("Your editor saved this when the agent had already moved “" + Escape.line(stem)
                        + "” on. Take over there what you need, then delete this file. To make it a matter of its"
                        + " own instead: delete the `edit_of` line in the properties."));
        return new PlanEdit(plan)
                .property("id", Optional.empty())
                .property("approve", Optional.empty())
                .property("risk", Optional.empty())
                .property("rev", Optional.empty())
                .property(EDIT_OF, Optional.of(plan.id().map(MatterId::value).orElse(stem)))
                .clearTicks()
                .header(new Header(
                        List.of(callout), Optional.empty(), List.of(), List.of(), List.of(), Optional.empty()))
                .apply()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A note without an id that is such an edit: it waits in the tray, wherever it was put. */
    Optional<Turn> waits(Seen file) throws IOException {
        byte[] head;
        try {
            head = parts.vault().world().disk().readAt(file.path(), 0, OverviewHead.BYTES);
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
        if (OverviewHead.of(head, file.name()).property(EDIT_OF).isEmpty()) {
            return Optional.empty();
        }
        if (file.stage() != Stage.PENDING_APPROVAL) {
            Path tray = parts.vault().folder(Stage.PENDING_APPROVAL);
            SafeFiles.Moved moved = parts.vault().files().move(file.path(), tray.resolve(file.name()));
            if (moved == SafeFiles.Moved.TAKEN) {
                byte[] all = parts.vault().world().disk().read(file.path(), Session.LIMIT);
                parts.vault().files().setAside(file.path(), all, all, tray);
            }
        }
        return Optional.of(new Turn.Rests(Instant.MAX));
    }

    /** How such a note is shown. */
    static Problem problem(Stage stage, String name) {
        return new Problem(
                ItemCode.YOUR_EDIT,
                ItemCode.YOUR_EDIT.meaning(),
                stage.folder() + "/" + name,
                "an editor saved it when the note had already moved on",
                ItemCode.YOUR_EDIT.remedy());
    }

    private Instant now() {
        return parts.vault().world().clock().instant();
    }

    private void log(String name) throws IOException {
        AuditEvent event = AuditEvent.ofVault(now(), "late_save", "agent", name);
        parts.audit().append(List.of(event));
        parts.listener().accept(event);
    }
}
