package dev.factotum.vault;

import com.github.f4b6a3.ulid.Ulid;
import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Listed;
import dev.factotum.world.Sighted;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The bytes that we replaced, in one folder per day, as {@code ULID-DIGEST-NAME}. Thread-safe.
 *
 * <p>An editor may hold a replaced file open and write into it afterwards; such a file no longer has the digest in its
 * name, and {@link #late} finds it.
 */
final class Undo {
    static final Duration KEPT = Duration.ofDays(30);

    private static final Duration WATCHED = Duration.ofMinutes(2);
    private static final Duration WATCHED_AT_START = Duration.ofMinutes(70);

    /** Modification times come from a clock that ticks every few milliseconds. */
    private static final Duration TICK = Duration.ofMillis(20);

    private static final int MOST_WATCHED = 4096;
    private static final int NAME_BYTES = 150;

    /** ULID, digest and their dashes. */
    private static final int PREFIX = Ulid.ULID_CHARS + Temps.DIGITS + 2;

    private final World world;
    private final Path folder;
    private final AtomicReference<String> today = new AtomicReference<>("");
    private final Set<Kept> watched = new LinkedHashSet<>();

    Undo(World world, Path folder) {
        this.world = world;
        this.folder = folder;
    }

    private record Kept(Path copy, String name, String digest, Instant at) {}

    /** A place for the bytes of a file that is being replaced. */
    Path place(Path original, byte[] bytes) throws IOException {
        Instant now = world.clock().instant();
        Path day = folder.resolve(day(now));
        if (!today.get().equals(day(now))) {
            world.disk().makeFolder(day);
            world.disk().restrict(day);
            today.set(day(now));
        }
        return day.resolve(
                world.ids().ulid() + "-" + Temps.Swap.cut(bytes) + "-" + cut(String.valueOf(original.getFileName())));
    }

    /** Takes a file with the bytes that stood at the original's place, and watches it for late writes. */
    void keep(Path file, Path original, byte[] bytes) throws IOException {
        Path copy = place(original, bytes);
        try {
            world.disk().replace(file, copy);
        } catch (NoSuchFileException folderRemoved) {
            today.set("");
            copy = place(original, bytes);
            world.disk().replace(file, copy);
        }
        watch(copy, original, bytes);
    }

    void watch(Path copy, Path original, byte[] bytes) {
        Kept kept = new Kept(
                copy,
                String.valueOf(original.getFileName()),
                Temps.Swap.cut(bytes),
                world.clock().instant());
        synchronized (watched) {
            watched.add(kept);
            if (watched.size() > MOST_WATCHED) {
                watched.remove(watched.iterator().next());
            }
        }
    }

    /** The files that were written to after we had replaced them; each such write is answered once. */
    List<SafeFiles.LateSave> late() throws IOException {
        List<SafeFiles.LateSave> found = new ArrayList<>();
        Instant now = world.clock().instant();
        List<Kept> all;
        synchronized (watched) {
            all = List.copyOf(watched);
        }
        for (Kept kept : all) {
            Optional<FileFacts> facts = world.disk().facts(kept.copy());
            boolean written = facts.isPresent()
                    && !facts.get().modified().isBefore(kept.at().minus(TICK))
                    && !Temps.Swap.cut(world.disk().read(kept.copy(), SafeFiles.LARGEST))
                            .equals(kept.digest());
            boolean over = facts.isEmpty() || kept.at().plus(WATCHED).isBefore(now);
            if ((written || over) && forgotten(kept) && written) {
                found.add(new SafeFiles.LateSave(kept.name(), kept.copy()));
            }
        }
        return found;
    }

    /** Drops the copies of these bytes of this file, of today and of yesterday. */
    void forget(Path original, byte[] bytes) throws IOException {
        String end = "-" + Temps.Swap.cut(bytes) + "-" + cut(String.valueOf(original.getFileName()));
        Instant now = world.clock().instant();
        synchronized (watched) {
            watched.removeIf(kept -> kept.copy().toString().endsWith(end));
        }
        for (String day : new TreeSet<>(List.of(day(now.minus(Duration.ofDays(1))), day(now)))) {
            Path place = folder.resolve(day);
            for (Listed one : listed(place)) {
                if (one.name().endsWith(end)) {
                    world.disk().delete(place.resolve(one.name()));
                }
            }
        }
    }

    private boolean forgotten(Kept kept) {
        synchronized (watched) {
            return watched.remove(kept);
        }
    }

    /** Of the last process's replaced files, those that were written to afterwards. */
    List<SafeFiles.LateSave> lateBeforeStart() throws IOException {
        Instant now = world.clock().instant();
        Instant from = now.minus(WATCHED_AT_START);
        List<SafeFiles.LateSave> found = new ArrayList<>();
        for (String day : new TreeSet<>(List.of(day(from), day(now)))) {
            Path place = folder.resolve(day);
            for (Sighted one : sighted(place, from)) {
                byte[] bytes = world.disk().read(place.resolve(one.name()), SafeFiles.LARGEST);
                if (!one.name().startsWith(Temps.Swap.cut(bytes), Ulid.ULID_CHARS + 1)) {
                    found.add(new SafeFiles.LateSave(one.name().substring(PREFIX), place.resolve(one.name())));
                }
            }
        }
        return found;
    }

    /** The late bytes stand elsewhere now; the copy is named by what it holds, so it is not late any more. */
    void acknowledge(SafeFiles.LateSave late) throws IOException {
        Path original = Path.of(late.name());
        byte[] bytes = world.disk().read(late.kept(), SafeFiles.LARGEST);
        keep(late.kept(), original, bytes);
    }

    private List<Sighted> sighted(Path place, Instant from) throws IOException {
        try {
            return world.disk()
                    .sight(
                            place,
                            name -> name.length() > PREFIX
                                    && Ulid.isValid(name.substring(0, Ulid.ULID_CHARS))
                                    && Ulid.getInstant(name.substring(0, Ulid.ULID_CHARS))
                                            .isAfter(from));
        } catch (NoSuchFileException noneThatDay) {
            return List.of();
        }
    }

    /** Deletes at most so many files that are older than 30 days, and the day folders they leave empty. */
    int sweep(int most) throws IOException {
        Disk disk = world.disk();
        LocalDate oldest = LocalDate.ofInstant(world.clock().instant().minus(KEPT), ZoneOffset.UTC);
        int deleted = 0;
        for (Listed day : listed(folder)) {
            if (isBefore(day.name(), oldest)) {
                Path place = folder.resolve(day.name());
                for (Listed one : listed(place)) {
                    if (deleted == most) {
                        return deleted;
                    }
                    disk.delete(place.resolve(one.name()));
                    deleted++;
                }
                disk.delete(place);
            }
        }
        return deleted;
    }

    private List<Listed> listed(Path place) throws IOException {
        try {
            return world.disk().list(place);
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private static boolean isBefore(String day, LocalDate oldest) {
        try {
            return LocalDate.parse(day).isBefore(oldest);
        } catch (DateTimeParseException notOurs) {
            return false;
        }
    }

    private static String day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
    }

    /** The end of a name, which holds its extension, in a bounded number of bytes. */
    static String cut(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= NAME_BYTES) {
            return name;
        }
        int start = bytes.length - NAME_BYTES;
        while ((bytes[start] & 0xC0) == 0x80) {
            start++;
        }
        return new String(Arrays.copyOfRange(bytes, start, bytes.length), StandardCharsets.UTF_8);
    }
}
