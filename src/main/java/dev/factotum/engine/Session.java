package dev.factotum.engine;

import dev.factotum.config.Settings;
import dev.factotum.plan.PlanText;
import dev.factotum.vault.Digest;
import dev.factotum.vault.Ledger;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.LedgerEntry.Moving;
import dev.factotum.vault.LedgerEntry.Placed;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Names;
import dev.factotum.vault.SafeFiles;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One matter under its claim: its file as read, its ledger, and the only ways to change either. What is recorded reaches
 * the audit log in batches, at the latest when the session ends. Not thread-safe.
 */
final class Session implements AutoCloseable {
    /** A matter's file may be this large. */
    static final long LIMIT = 4L << 20;

    private final EngineParts parts;
    private final MatterId id;
    private final Recording recording;
    private final History history;
    private final Settings settings;
    private boolean mended;
    private boolean durable;
    private boolean settled;
    private Seen seen;
    private byte[] bytes;
    private String source;
    private @Nullable PlanText parsed;
    private String title;
    private String agent;

    private Session(EngineParts parts, Seen seen, MatterId id, Ledger ledger, History history, String source) {
        this.parts = parts;
        this.seen = seen;
        this.id = id;
        this.recording = new Recording(parts, id, ledger, history, () -> new Recording.Named(title, agent));
        this.history = history;
        this.settings = parts.settings().get();
        this.bytes = source.getBytes(StandardCharsets.UTF_8);
        this.source = source;
        PlanText text = PlanText.parse(source, seen.name());
        this.parsed = text;
        this.title = text.title();
        this.agent = text.properties().text("agent").orElse("");
    }

    /** Opens a matter whose claim the caller holds; empty where its file has gone meanwhile. */
    static Optional<Session> open(EngineParts parts, Seen seen, MatterId id) throws IOException {
        byte[] bytes;
        try {
            bytes = parts.vault().world().disk().read(seen.path(), LIMIT);
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
        Optional<String> text = Garbled.strict(bytes);
        boolean mended = text.isEmpty();
        if (mended) {
            text = Garbled.mend(parts.vault(), seen, id, bytes);
            if (text.isEmpty()) {
                return Optional.empty();
            }
        }
        Ledger ledger = parts.vault().ledgers().of(id);
        Session session = new Session(parts, seen, id, ledger, History.of(ledger), text.get());
        session.mended = mended;
        session.recording.recoverAudit();
        return Optional.of(session);
    }

    MatterId id() {
        return id;
    }

    EngineParts parts() {
        return parts;
    }

    Vault vault() {
        return parts.vault();
    }

    Settings settings() {
        return settings;
    }

    History history() {
        return history;
    }

    Seen seen() {
        return seen;
    }

    Stage stage() {
        return seen.stage();
    }

    PlanText text() {
        PlanText text = parsed;
        if (text == null) {
            text = PlanText.parse(source, seen.name());
            parsed = text;
            title = text.title();
            agent = text.properties().text("agent").orElse("");
        }
        return text;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** True where the file holds exactly these bytes. */
    boolean holds(byte[] other) {
        return Arrays.equals(bytes, other);
    }

    Digest content() {
        return Digest.of(bytes);
    }

    Instant now() {
        return vault().world().clock().instant();
    }

    Assessor.EngineVault outside() {
        return new Assessor.EngineVault(parts.vault(), parts.toolbox());
    }

    /** Risk, warnings and faults of the text as it stands. */
    Assessment assess() {
        return Assessor.assess(outside(), settings, id, history, text());
    }

    /** Reads the file again; false where it is no longer there, or no longer text. */
    boolean reread() throws IOException {
        try {
            byte[] now = vault().world().disk().read(seen.path(), LIMIT);
            if (!Arrays.equals(now, bytes)) {
                Optional<String> read = Garbled.strict(now);
                if (read.isEmpty()) {
                    return false;
                }
                durable = false;
                stands(now, read.get());
            }
            return true;
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    /**
     * Makes the file's bytes durable and the names in these folders with it, before anything follows from a save or a
     * move that was seen but may still be lost with the power.
     *
     * @return false where the file has gone meanwhile
     */
    boolean settle(Set<Path> folders) throws IOException {
        try {
            vault().world().disk().force(seen.path());
        } catch (NoSuchFileException gone) {
            return false;
        }
        for (Path folder : folders) {
            vault().world().disk().forceFolder(folder);
        }
        durable = true;
        settled = true;
        return true;
    }

    /** True where this session has made the file and the names around it durable. */
    boolean settled() {
        return settled;
    }

    /** The folder in which the file stands. */
    Path folder() {
        return Objects.requireNonNull(seen.path().getParent());
    }

    /** True where the file was no text and has just been made one. */
    boolean mended() {
        return mended;
    }

    /** True where a power failure cannot take back the bytes that were read. */
    private boolean durable() {
        return durable || untouched();
    }

    /** True where the file holds exactly what the engine wrote last: no person has touched it since. */
    boolean untouched() {
        return history.written().map(w -> w.content().equals(content())).orElse(false);
    }

    /** What was done with the matter: every entry of its ledger, and of the audit log, goes through it. */
    void record(LedgerEntry entry) throws IOException {
        recording.record(entry);
    }

    /** As {@link #record}, durable when this returns; a result finds room on a full disk. */
    void recordForced(LedgerEntry entry) throws IOException {
        recording.recordForced(entry);
    }

    /** Appends without a force what can be found again by looking. */
    void recordLazily(LedgerEntry entry) throws IOException {
        recording.recordLazily(entry);
    }

    /** Makes durable what the process before this one may have left unforced. */
    void settleLedger() throws IOException {
        recording.settle();
    }

    /** Writes what waits to the audit log. */
    void flush() throws IOException {
        recording.flush();
    }

    /** Makes sure that the matter is still ours, before anything happens outside of its ledger. */
    void confirm() throws IOException {
        recording.confirm();
    }

    /**
     * Writes a new text where the file stands, if nobody has changed it since it was read. A text that equals the
     * present one writes nothing.
     *
     * @return false where a person was faster; nothing of ours stands then
     */
    boolean rewrite(String fresh, String why) throws IOException {
        byte[] next = fresh.getBytes(StandardCharsets.UTF_8);
        if (Arrays.equals(next, bytes)) {
            return true;
        }
        record(new Moving(now(), stage(), stage(), seen.name(), Digest.of(next), why));
        if (!replace(next, fresh)) {
            return false;
        }
        recordLazily(new Placed(now(), stage(), seen.name(), "agent"));
        return true;
    }

    private boolean replace(byte[] next, String fresh) throws IOException {
        recording.force();
        SafeFiles.Replaced replaced = durable()
                ? vault().files().replaceDurable(seen.path(), bytes, next)
                : vault().files().replace(seen.path(), bytes, next);
        if (replaced != SafeFiles.Replaced.DONE) {
            return false;
        }
        durable = true;
        stands(next, fresh);
        return true;
    }

    /** The text is read when it is next asked for: most are never looked at again. */
    private void stands(byte[] next, String fresh) {
        bytes = next;
        source = fresh;
        parsed = null;
    }

    /**
     * Writes a new text and moves the file to another stage: exactly one file at every instant.
     *
     * @return false where a person was faster; their destination and words stand
     */
    boolean moveTo(Stage to, String fresh, String why) throws IOException {
        if (to == Stage.APPROVED) {
            throw new IllegalArgumentException("only an approval moves a matter to Approved");
        }
        return transfer(to, fresh, why);
    }

    /** The one way into Approved. */
    boolean admit(Approval approval, String fresh) throws IOException {
        return transfer(Stage.APPROVED, fresh, "approved by " + approval.by());
    }

    private boolean transfer(Stage to, String fresh, String why) throws IOException {
        if (to == stage()) {
            return rewrite(fresh, why);
        }
        byte[] next = fresh.getBytes(StandardCharsets.UTF_8);
        record(new Moving(now(), stage(), to, seen.name(), Digest.of(next), why));
        recording.force();
        Path target = folder(to).resolve(seen.name());
        SafeFiles.Rewritten moved = durable()
                ? vault().files().moveRewrittenDurable(seen.path(), bytes, next, target)
                : vault().files().moveRewritten(seen.path(), bytes, next, target);
        return switch (moved) {
            case CHANGED, GONE -> false;
            case DONE -> {
                stands(next, fresh);
                yield arrived(to, target);
            }
            case TAKEN -> {
                stands(next, fresh);
                yield finishMove(to);
            }
        };
    }

    private Path folder(Stage stage) {
        return stage == Stage.COMPLETED
                ? vault().completed(YearMonth.from(now().atZone(settings.zone())))
                : vault().folder(stage);
    }

    /** The second half of a move: the text is as it should be, the file still stands in its old folder. */
    boolean finishMove(Stage to) throws IOException {
        confirm();
        recording.force();
        Path folder = folder(to);
        Path target = folder.resolve(seen.name());
        SafeFiles.Moved moved = vault().files().move(seen.path(), target);
        if (moved == SafeFiles.Moved.TAKEN) {
            target = folder.resolve(withSuffix(seen.name()));
            moved = vault().files().move(seen.path(), target);
        }
        return moved == SafeFiles.Moved.DONE && arrived(to, target);
    }

    private boolean arrived(Stage to, Path target) throws IOException {
        seen = new Seen(to, target, target.getFileName().toString(), seen.id(), seen.facts());
        recordLazily(new Placed(now(), to, seen.name(), "agent"));
        return true;
    }

    private String withSuffix(String name) {
        String stem = name.endsWith(".md") ? name.substring(0, name.length() - 3) : name;
        String short6 = id.value().substring(20);
        return Names.stem(stem + " " + short6) + ".md";
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
