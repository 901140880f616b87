package dev.factotum.vault;

import dev.factotum.world.Clock;
import dev.factotum.world.Listed;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Claims as files {@code NAME.EPOCH}, made without ever replacing one: the largest epoch of a name holds it. Each holder adds a byte to
 * its file at every beat. Thread-safe.
 *
 * <p>A claim is taken over by creating the file of the next epoch, so one of many takers wins, and the one robbed sees a
 * larger epoch than its own. A name that was ever taken over keeps a file from then on, so no epoch comes twice. A holder
 * whose last beat is older than its lease holds nothing any more: the lease is shorter than what others wait for.
 */
final class FileClaims implements Claims {
    private static final Pattern CLAIM = Pattern.compile("([0-9a-f]{16})\\.([1-9][0-9]{0,17})");
    private static final int MOST_WATCHED = 1000;

    /** So many beats that do not come are a sign. */
    private static final int MISSED = 3;

    private final World world;
    private final Path folder;
    private final Pace pace;
    private final Floor floor;
    private final Map<String, ClaimFile> held = new ConcurrentHashMap<>();
    private final Sightings sightings;
    private Clock.@Nullable Ticks beats;
    private @Nullable Long watched;

    /**
     * @param every the time between two beats
     * @param lease how long after its last beat a holder may still act
     * @param still how long a claim must stand still before another takes it
     */
    record Pace(Duration every, Duration lease, Duration still) {
        static final Pace USUAL = new Pace(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(90));
    }

    /** The largest epoch that a matter's ledger has. */
    interface Floor {
        long of(MatterId matter) throws IOException;
    }

    FileClaims(World world, Path folder, Pace pace, Floor floor) {
        this.world = world;
        this.folder = folder;
        this.pace = pace;
        this.floor = floor;
        this.sightings = new Sightings(world, folder);
    }

    @Override
    public Optional<Claim> claim(MatterId matter) throws IOException {
        return claim("matter", matter.value(), () -> floor.of(matter));
    }

    @Override
    public Optional<Claim> claim(String job) throws IOException {
        return claim("job", job, () -> 0);
    }

    @Override
    public long confirm(MatterId matter) throws IOException {
        ClaimFile mine = held.get(name("matter", matter.value()));
        if (mine == null) {
            throw new ClaimLostException("matter " + matter, "this process does not hold it");
        }
        mine.confirm();
        return mine.epoch();
    }

    @Override
    public Kind kind() {
        return Kind.FILES;
    }

    private static String name(String domain, String name) {
        return HexFormat.of().toHexDigits(KernelClaims.position(domain, name));
    }

    private interface Epoch {
        long get() throws IOException;
    }

    private Optional<Claim> claim(String domain, String what, Epoch least) throws IOException {
        String name = name(domain, what);
        ClaimFile mine = new ClaimFile(world, folder, name, domain + " " + what, pace);
        if (held.putIfAbsent(name, mine) != null) {
            return Optional.empty();
        }
        boolean won = false;
        try {
            won = take(mine, least);
        } finally {
            if (!won) {
                held.remove(name, mine);
            }
        }
        if (!won) {
            return Optional.empty();
        }
        beat(true);
        return Optional.of(new Held(mine));
    }

    private boolean take(ClaimFile mine, Epoch least) throws IOException {
        NavigableSet<Long> before = mine.epochs();
        if (before.isEmpty()) {
            sightings.forget(mine.name());
            return mine.create(least.get() + 1) && mine.alone(Optional.empty());
        }
        Path last = mine.file(before.last());
        Optional<byte[]> bytes = mine.read(last);
        if (bytes.isEmpty() || !open(mine, last, bytes.get()) || !mine.create(before.last() + 1)) {
            return false;
        }
        sightings.forget(mine.name());
        return mine.alone(bytes);
    }

    /** True where nobody holds it any more: given back, its process gone, or its bytes standing still for too long. */
    private boolean open(ClaimFile mine, Path file, byte[] bytes) throws IOException {
        if (ClaimFile.free(bytes) || ClaimFile.gone(bytes, world.processes())) {
            return true;
        }
        long still = world.clock().nanos() - sightings.since(mine.name(), file, bytes);
        if (still >= pace.every().multipliedBy(MISSED).toNanos()) {
            watchAll(mine);
        }
        return still >= pace.still().toNanos();
    }

    /**
     * Who misses its beats with one claim may hold others that stand behind it, such as the log's behind a matter's: all are
     * watched from then on, so that they are waited for at the same time and not one after another.
     */
    private void watchAll(ClaimFile mine) throws IOException {
        if (!beginsToWatch()) {
            return;
        }
        Map<String, Long> last = new TreeMap<>();
        for (Listed one : world.disk().list(folder)) {
            Matcher claim = CLAIM.matcher(one.name());
            if (claim.matches() && !held.containsKey(claim.group(1)) && last.size() < MOST_WATCHED) {
                last.merge(claim.group(1), Long.parseLong(claim.group(2)), Math::max);
            }
        }
        for (Map.Entry<String, Long> one : last.entrySet()) {
            Path file = folder.resolve(one.getKey() + "." + one.getValue());
            mine.read(file).ifPresent(bytes -> sightings.watch(one.getKey(), file, bytes));
        }
    }

    /** Once in the time of a beat. */
    private synchronized boolean beginsToWatch() {
        long now = world.clock().nanos();
        if (watched != null && now - watched < pace.every().toNanos()) {
            return false;
        }
        watched = now;
        return true;
    }

    /** Beats as long as anything is held, and no longer. */
    private synchronized void beat(boolean more) {
        if (more && beats == null) {
            beats = world.clock().every(pace.every(), () -> held.values().forEach(ClaimFile::beat));
        } else if (!more && held.isEmpty() && beats != null) {
            beats.close();
            beats = null;
        }
    }

    private final class Held implements Claim {
        private final ClaimFile file;

        Held(ClaimFile file) {
            this.file = file;
        }

        @Override
        public void confirm() throws IOException {
            file.confirm();
        }

        /** Where it cannot be given back it stands still from now on, and others take it in time. */
        @Override
        public void close() {
            if (held.remove(file.name(), file)) {
                file.release();
                beat(false);
            }
        }
    }
}
