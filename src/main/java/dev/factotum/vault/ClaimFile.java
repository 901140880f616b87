package dev.factotum.vault;

import dev.factotum.vault.JsonFields.MalformedException;
import dev.factotum.world.FileTooLargeException;
import dev.factotum.world.Listed;
import dev.factotum.world.Processes;
import dev.factotum.world.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One claim's file as its holder sees it: a line that says who holds it, then a byte for each beat, then, once it is given
 * back, a last line. Thread-safe.
 */
final class ClaimFile {
    private static final long LARGEST = 1 << 16;
    private static final int HEADER = 4096;
    private static final byte[] BEAT = {'.'};
    private static final byte[] FREE = "\nfree\n".getBytes(StandardCharsets.US_ASCII);

    private final World world;
    private final Path folder;
    private final String name;
    private final String what;
    private final FileClaims.Pace pace;
    private long epoch;
    private boolean succeeds;
    private boolean made;
    private @Nullable String lost;
    private long beatNanos;
    private Instant beatAt = Instant.EPOCH;

    ClaimFile(World world, Path folder, String name, String what, FileClaims.Pace pace) {
        this.world = world;
        this.folder = folder;
        this.name = name;
        this.what = what;
        this.pace = pace;
    }

    String name() {
        return name;
    }

    synchronized long epoch() {
        return epoch;
    }

    Path file(long number) {
        return folder.resolve(name + "." + number);
    }

    /** The epochs of this name that have a file. */
    NavigableSet<Long> epochs() throws IOException {
        NavigableSet<Long> found = new TreeSet<>();
        List<Listed> all;
        try {
            all = world.disk().list(folder);
        } catch (NoSuchFileException nothingYet) {
            return found;
        }
        for (Listed one : all) {
            if (one.name().startsWith(name + ".")) {
                String number = one.name().substring(name.length() + 1);
                if (number.matches("[1-9][0-9]{0,17}")) {
                    found.add(Long.parseLong(number));
                }
            }
        }
        return found;
    }

    Optional<byte[]> read(Path file) throws IOException {
        try {
            return Optional.of(world.disk().read(file, LARGEST));
        } catch (FileTooLargeException beating) {
            return Optional.of(ends(file, beating.size()));
        } catch (NoSuchFileException givenBack) {
            return Optional.empty();
        }
    }

    /** Of months of beats: the line that says who, how many bytes there are, and the last of them. */
    private byte[] ends(Path file, long size) throws IOException {
        ByteArrayOutputStream ends = new ByteArrayOutputStream();
        ends.writeBytes(world.disk().readAt(file, 0, HEADER));
        ends.writeBytes(("\n" + size).getBytes(StandardCharsets.US_ASCII));
        ends.writeBytes(world.disk().readAt(file, size - FREE.length, FREE.length));
        return ends.toByteArray();
    }

    /**
     * Makes the file of this epoch; false where somebody was faster. It is written beside first, so that a process which
     * dies over it leaves none that does not say whose it is.
     */
    synchronized boolean create(long number) throws IOException {
        epoch = number;
        now();
        Path whole = new Temps(world).beside(file(number));
        try {
            world.disk().createPrivate(whole, header());
        } catch (NoSuchFileException noFolder) {
            world.disk().makeFolder(folder);
            world.disk().restrict(folder);
            world.disk().createPrivate(whole, header());
        }
        try {
            world.disk().moveNew(whole, file(number));
            made = true;
            return true;
        } catch (FileAlreadyExistsException faster) {
            delete(whole);
            return false;
        }
    }

    /**
     * Looks, behind our own file, whether anything has happened since the judgement that led to it. Where somebody else
     * was at it, our file is taken back and nobody is robbed.
     *
     * @param judged the bytes of the file before ours, empty where there was none
     */
    synchronized boolean alone(Optional<byte[]> judged) throws IOException {
        NavigableSet<Long> all = epochs();
        boolean ours = !all.isEmpty() && all.last() == epoch;
        NavigableSet<Long> older = new TreeSet<>(all.headSet(epoch));
        succeeds = judged.isPresent();
        if (ours && judged.isPresent() && older.remove(epoch - 1)) {
            Optional<byte[]> before = read(file(epoch - 1));
            ours = before.isEmpty() || Arrays.equals(before.get(), judged.get());
        }
        if (!ours || judged.isEmpty() && !older.isEmpty()) {
            delete(file(epoch));
            return false;
        }
        if (judged.isPresent()) {
            for (long old : all.headSet(epoch)) {
                delete(file(old));
            }
        }
        return true;
    }

    /** One more byte, where the claim is still ours. */
    synchronized void beat() {
        if (!made) {
            return;
        }
        try {
            confirm();
            long nanos = world.clock().nanos();
            Instant at = world.clock().instant();
            world.disk().extend(file(epoch), BEAT);
            beatNanos = nanos;
            beatAt = at;
        } catch (IOException missed) {
            // A claim that was lost stays so; a beat that failed is made good by the next, or the lease runs out.
            return;
        }
    }

    /** Throws where another process has the claim, or where this one stood still for so long that it may have. */
    synchronized void confirm() throws IOException {
        if (lost == null) {
            lost = whyLost();
        }
        if (lost != null) {
            throw new ClaimLostException(what, lost);
        }
    }

    private @Nullable String whyLost() throws IOException {
        Duration silent = Duration.ofNanos(world.clock().nanos() - beatNanos);
        Duration wall = Duration.between(beatAt, world.clock().instant());
        if (silent.compareTo(pace.lease()) > 0 || wall.compareTo(pace.lease()) > 0) {
            return "this process stood still for more than " + pace.lease().toSeconds() + " s";
        }
        NavigableSet<Long> all = epochs();
        if (all.isEmpty() || all.last() < epoch) {
            return "its file is gone";
        }
        return all.last() > epoch ? "another process took it over" : null;
    }

    /**
     * Gives it back. Where it was ever taken over, the file stays and says so, for the next holder to count on from it;
     * else nothing is left.
     */
    synchronized void release() {
        lost = "it was given back";
        try {
            if (epochs().contains(epoch)) {
                if (succeeds) {
                    world.disk().extend(file(epoch), FREE);
                } else {
                    delete(file(epoch));
                }
            }
        } catch (IOException standsStill) {
            // The file says who we are: it is taken once this process is gone, or after it has stood still.
            return;
        }
    }

    private void delete(Path file) throws IOException {
        try {
            world.disk().delete(file);
        } catch (NoSuchFileException goneAlready) {
            return;
        }
    }

    private void now() {
        beatNanos = world.clock().nanos();
        beatAt = world.clock().instant();
    }

    private byte[] header() {
        Processes here = world.processes();
        byte[] line = new JsonFields()
                .put("v", 1)
                .put("what", what)
                .put("machine", here.host())
                .put("user", here.user())
                .put("pid", here.pid())
                .put("started", here.started())
                .put("birth", here.birth(here.pid()).orElse(""))
                .put("boot", here.bootId())
                .put("token", world.ids().ulid())
                .bytes();
        byte[] header = Arrays.copyOf(line, line.length + 1);
        header[line.length] = '\n';
        return header;
    }

    /** True where its holder gave it back. */
    static boolean free(byte[] bytes) {
        int from = bytes.length - FREE.length;
        return from >= 0 && Arrays.equals(bytes, from, bytes.length, FREE, 0, FREE.length);
    }

    /** By its birth where the system tells it: a start by the wall clock moves when that clock is set. */
    private static boolean runs(JsonFields json, Processes here) throws MalformedException {
        long pid = json.number("pid");
        Optional<String> birth = json.maybe("birth").filter(known -> !known.isEmpty());
        return birth.isPresent() ? here.birth(pid).equals(birth) : here.alive(pid, json.instant("started"));
    }

    /** True where the holder is a process of this boot, this room of process numbers and this user, and no longer runs. */
    static boolean gone(byte[] bytes, Processes here) {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        if (end == bytes.length || here.bootId().equals(Processes.UNKNOWN_BOOT)) {
            return false;
        }
        try {
            JsonFields json = JsonFields.read(bytes, 0, end);
            return json.text("boot").equals(here.bootId())
                    && json.text("machine").equals(here.host())
                    && json.text("user").equals(here.user())
                    && !runs(json, here);
        } catch (MalformedException halfWritten) {
            return false;
        }
    }
}
