package dev.factotum.vault;

import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.problem.VaultCode;
import dev.factotum.vault.JsonFields.MalformedException;
import dev.factotum.world.Disk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One matter's ledger file, one JSON object a line.
 *
 * <p>Each line carries the epoch of the claim under which it was written. A line with a smaller epoch than one before it
 * comes from a process that had lost the claim without knowing it: no entry, whoever reads it.
 *
 * <p>A crash in an append leaves a line without its line break: no entry. The next append first ends that line with a
 * mark that makes it no JSON for every reader, for the piece may by chance be a whole object that nobody was promised.
 */
final class FileLedger implements Ledger {
    private static final byte[] TORN = "#torn\n".getBytes(StandardCharsets.US_ASCII);
    private static final int CHUNK = 1 << 20;
    private static final long LARGEST = 64L << 20;

    /** What a ledger's folder does for a file that is not there yet. */
    interface Nursery {
        /** Called before the first line is written; throws where the matter has a ledger elsewhere. */
        void prepare() throws IOException;

        /** Called when the new file's bytes are durable, to make its name so. */
        void settle() throws IOException;
    }

    /** What proves that the writer holds the matter's claim. */
    interface Fence {
        /** The epoch of the claim, zero where nobody can take it away; throws where somebody has. */
        long confirm(MatterId matter) throws IOException;
    }

    private final Disk disk;
    private final Writes writes;
    private final Fence fence;
    private final MatterId matter;
    private final Path file;
    private final Nursery nursery;
    private final Forced forced;
    private final List<LedgerEntry> entries = new ArrayList<>();

    /** How far the file was read, up to the end of its last whole line. */
    private long size;

    /** Bytes behind the last whole line. */
    private long tail;

    /** The largest epoch of a claim so far. */
    private long claim;

    private boolean read;
    private boolean exists;

    /** This object made the file, or tried to, and its name is not yet durable. */
    private boolean nameless;

    FileLedger(Disk disk, Writes writes, Forced forced, Fence fence, MatterId matter, Path file, Nursery nursery) {
        this.disk = disk;
        this.writes = writes;
        this.fence = fence;
        this.matter = matter;
        this.file = file;
        this.nursery = nursery;
        this.forced = forced;
    }

    @Override
    public MatterId matter() {
        return matter;
    }

    @Override
    public synchronized List<LedgerEntry> entries() throws IOException {
        readOn();
        return List.copyOf(entries);
    }

    @Override
    public long append(LedgerEntry entry) throws IOException {
        return appendAll(List.of(entry));
    }

    @Override
    public synchronized long appendAll(List<LedgerEntry> fresh) throws IOException {
        write(fresh);
        force();
        return entries.size();
    }

    @Override
    public synchronized long appendLazily(LedgerEntry entry) throws IOException {
        write(List.of(entry));
        if (nameless) {
            force();
        }
        return entries.size();
    }

    @Override
    public synchronized void settle() throws IOException {
        readOn();
        if (exists && !forced.upTo(matter, size + tail)) {
            nameless = true;
            force();
        }
    }

    @Override
    public synchronized void force() throws IOException {
        long upTo = size + tail;
        try {
            writes.forceAppended(file);
        } catch (NoSuchFileException movedAway) {
            forget();
            throw new ClaimLostException("matter " + matter, "its ledger was moved");
        }
        if (nameless) {
            nursery.settle();
            nameless = false;
        }
        forced.note(matter, upTo);
    }

    private void write(List<LedgerEntry> fresh) throws IOException {
        writes.refuseWhenStopped();
        if (!read) {
            readOn();
        }
        admit(fence.confirm(matter));
        try {
            if (!exists) {
                nursery.prepare();
                nameless = true;
                if (created(fresh)) {
                    return;
                }
                readOn();
            }
            byte[] lines = lines(fresh);
            long after = disk.extend(file, lines);
            if (after == size + tail + lines.length) {
                added(fresh, after);
            } else {
                forget();
                readOn();
            }
        } catch (NoSuchFileException movedAway) {
            forget();
            throw new ClaimLostException("matter " + matter, "its ledger was moved");
        } catch (IOException partly) {
            forget();
            throw partly;
        }
    }

    /** Under a claim that nobody can take away the epoch goes on as it is. */
    private void admit(long epoch) throws ClaimLostException {
        if (epoch > 0 && epoch < claim) {
            throw new ClaimLostException("matter " + matter, "its ledger has the epoch " + claim + " already");
        }
        claim = Math.max(claim, epoch);
    }

    /** The largest epoch of a claim in the ledger. */
    synchronized long claim() throws IOException {
        readOn();
        return claim;
    }

    private boolean created(List<LedgerEntry> fresh) throws IOException {
        byte[] lines = lines(fresh);
        try {
            disk.createPrivate(file, lines);
        } catch (FileAlreadyExistsException appeared) {
            return false;
        }
        added(fresh, lines.length);
        return true;
    }

    private void added(List<LedgerEntry> fresh, long after) {
        entries.addAll(fresh);
        size = after;
        tail = 0;
        exists = true;
    }

    private byte[] lines(List<LedgerEntry> fresh) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (tail > 0) {
            out.writeBytes(TORN);
        }
        long number = entries.size();
        for (LedgerEntry entry : fresh) {
            number++;
            out.writeBytes(LedgerLines.line(number, claim, entry));
        }
        return out.toByteArray();
    }

    private void forget() {
        entries.clear();
        size = 0;
        tail = 0;
        claim = 0;
        read = false;
        exists = false;
    }

    /** Reads what was added since the last look. */
    private void readOn() throws IOException {
        byte[] fresh;
        try {
            fresh = rest();
            exists = true;
        } catch (NoSuchFileException notYet) {
            forget();
            fresh = new byte[0];
        }
        read = true;
        int start = 0;
        for (int at = 0; at < fresh.length; at++) {
            if (fresh[at] == '\n') {
                take(fresh, start, at - start);
                start = at + 1;
            }
        }
        size += start;
        tail = (long) fresh.length - start;
    }

    private byte[] rest() throws IOException {
        byte[] chunk = disk.readAt(file, size, CHUNK);
        if (chunk.length < CHUNK) {
            return chunk;
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream(2 * CHUNK);
        while (chunk.length > 0) {
            all.writeBytes(chunk);
            if (all.size() > LARGEST) {
                throw damaged("it is larger than " + LARGEST + " bytes");
            }
            chunk = disk.readAt(file, size + all.size(), CHUNK);
        }
        return all.toByteArray();
    }

    private void take(byte[] bytes, int offset, int length) {
        if (length == 0 || endsTorn(bytes, offset, length)) {
            return;
        }
        try {
            LedgerLines.Line line = LedgerLines.read(bytes, offset, length);
            if (line.claim() >= claim) {
                claim = line.claim();
                line.entry().ifPresent(entries::add);
            }
        } catch (MalformedException broken) {
            throw damaged("behind entry " + entries.size() + ": " + broken.getMessage());
        }
    }

    private static boolean endsTorn(byte[] bytes, int offset, int length) {
        int mark = TORN.length - 1;
        return length >= mark && Arrays.equals(bytes, offset + length - mark, offset + length, TORN, 0, mark);
    }

    private ProblemException damaged(String why) {
        return new ProblemException(new Problem(
                VaultCode.LEDGER_DAMAGED,
                "The ledger of a matter cannot be read",
                file.toString(),
                why,
                VaultCode.LEDGER_DAMAGED.remedy()));
    }
}
