package dev.factotum.vault;

import dev.factotum.vault.JsonFields.MalformedException;
import dev.factotum.world.Processes;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Since when claims of others stand still, by the monotonic clock of this boot. Kept outside the vault too, for a process
 * that cron starts does not live long enough to see it by itself. Thread-safe.
 */
final class Sightings {
    private static final int MOST = 10_000;
    private static final long LARGEST = 1 << 12;

    private final World world;
    private final Path claims;
    private final Map<String, Sighting> known = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Sighting> eldest) {
            return size() > MOST;
        }
    };

    /** @param since when these bytes were seen first */
    private record Sighting(String file, Digest bytes, long since) {
        boolean of(Path there, Digest now) {
            return file.equals(there.toString()) && bytes.equals(now);
        }
    }

    /** @param claims the folder of the claims */
    Sightings(World world, Path claims) {
        this.world = world;
        this.claims = claims;
    }

    /** When this claim's file was first seen with these bytes; now, where it never was. Nanoseconds of {@link dev.factotum.world.Clock#nanos}. */
    synchronized long since(String name, Path file, byte[] bytes) throws IOException {
        Digest digest = Digest.of(bytes);
        Sighting seen = known.get(name);
        if (seen == null || !seen.of(file, digest)) {
            seen = kept(name)
                    .filter(one -> one.of(file, digest))
                    .orElseGet(() ->
                            new Sighting(file.toString(), digest, world.clock().nanos()));
            known.put(name, seen);
            keep(name, seen);
        }
        return seen.since();
    }

    /** Begins to watch a claim that nobody here has asked for yet, as long as this process lives. */
    synchronized void watch(String name, Path file, byte[] bytes) {
        Digest digest = Digest.of(bytes);
        Sighting seen = known.get(name);
        if (seen == null || !seen.of(file, digest)) {
            known.put(name, new Sighting(file.toString(), digest, world.clock().nanos()));
        }
    }

    synchronized void forget(String name) throws IOException {
        if (known.remove(name) != null) {
            try {
                world.disk().delete(place(name));
            } catch (NoSuchFileException neverKept) {
                return;
            }
        }
    }

    private Optional<Sighting> kept(String name) throws IOException {
        try {
            JsonFields json = JsonFields.read(world.disk().read(place(name), LARGEST));
            long since = json.number("since");
            boolean thisBoot = json.text("boot").equals(world.processes().bootId())
                    && since <= world.clock().nanos();
            return thisBoot
                    ? Optional.of(new Sighting(json.text("file"), new Digest(json.text("bytes")), since))
                    : Optional.empty();
        } catch (NoSuchFileException | MalformedException | IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** Not forced: what is lost is waited for anew. */
    private void keep(String name, Sighting seen) throws IOException {
        if (world.processes().bootId().equals(Processes.UNKNOWN_BOOT)) {
            return;
        }
        Path temp = new Temps(world).beside(place(name));
        byte[] content = new JsonFields()
                .put("v", 1)
                .put("boot", world.processes().bootId())
                .put("file", seen.file())
                .put("bytes", seen.bytes().hex())
                .put("since", seen.since())
                .bytes();
        try {
            world.disk().createPrivate(temp, content);
        } catch (NoSuchFileException noFolder) {
            world.disk().makeFolder(folder());
            world.disk().restrict(folder());
            world.disk().createPrivate(temp, content);
        }
        world.disk().replace(temp, place(name));
    }

    private Path folder() {
        return world.processes().stateFolder().resolve("claims");
    }

    private Path place(String name) {
        return folder().resolve(Digest.of(claims + "\0" + name).hex().substring(0, 32) + ".json");
    }
}
