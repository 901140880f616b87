package dev.factotum.job;

import dev.factotum.world.Person;
import dev.factotum.world.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A sync tool between two copies of a vault: carries each change over after some time, in any order, now and then half of
 * it first, and where both sides changed a file keeps the other one's as a conflict copy. What the templates ignore stays.
 */
final class Shuffler {
    /** The longest way of a change. Two of them fit into the quiet time of a takeover: what a takeover counts on. */
    static final Duration LONGEST = Duration.ofSeconds(50);

    private final TestClock clock;
    private final Random chance;
    private final Path root;
    private final Side one;
    private final Side other;
    private final List<Parcel> way = new ArrayList<>();
    private int delivered;
    private int halves;
    private int conflicts;

    /** @param known what the tool has last seen there */
    private record Side(Person person, Map<String, String> known) {
        @Override
        public boolean equals(@Nullable Object side) {
            return side instanceof Side same && same.person.equals(person);
        }

        @Override
        public int hashCode() {
            return person.hashCode();
        }
    }

    /** @param text empty for a deletion; @param before what the side it comes from had there before */
    private record Parcel(
            Side to,
            String path,
            Optional<String> text,
            @Nullable String before,
            Instant due) {}

    Shuffler(TestClock clock, Random chance, Path root, Person one, Person other) {
        this.clock = clock;
        this.chance = chance;
        this.root = root;
        this.one = new Side(one, new TreeMap<>());
        this.other = new Side(other, new TreeMap<>());
        seen(one).forEach((path, text) -> {
            other.write(root.resolve(path), text);
            this.one.known().put(path, text);
            this.other.known().put(path, text);
        });
    }

    private Map<String, String> seen(Person person) {
        Map<String, String> files = person.files(root);
        files.keySet().removeIf(path -> path.startsWith(".agent/local/") || path.contains(".~agent"));
        return files;
    }

    /** One look at both sides, and what is due is delivered. */
    void look() {
        look(one, other);
        look(other, one);
        List<Parcel> due = new ArrayList<>(
                way.stream().filter(p -> !p.due().isAfter(clock.instant())).toList());
        java.util.Collections.shuffle(due, chance);
        Set<String> done = new HashSet<>();
        for (Parcel parcel : due) {
            if (done.add(parcel.path()) && way.remove(parcel)) {
                deliver(parcel);
            }
        }
    }

    boolean idle() {
        return way.isEmpty();
    }

    int delivered() {
        return delivered;
    }

    int halves() {
        return halves;
    }

    int conflicts() {
        return conflicts;
    }

    private void look(Side from, Side to) {
        Map<String, String> now = seen(from.person());
        Set<String> paths = new HashSet<>(now.keySet());
        paths.addAll(from.known().keySet());
        for (String path : paths) {
            String text = now.get(path);
            String before = from.known().get(path);
            if (!Objects.equals(text, before)) {
                way.removeIf(p -> p.to().equals(to) && p.path().equals(path));
                way.add(new Parcel(
                        to, path, Optional.ofNullable(text), to.known().get(path), later()));
                if (text == null) {
                    from.known().remove(path);
                } else {
                    from.known().put(path, text);
                }
            }
        }
    }

    private Instant later() {
        return clock.instant().plusMillis(chance.nextLong(LONGEST.toMillis() / 2));
    }

    private void deliver(Parcel parcel) {
        Path path = root.resolve(parcel.path());
        Person person = parcel.to().person();
        String there = person.exists(path) ? person.read(path) : null;
        boolean changed = !Objects.equals(there, parcel.to().known().get(parcel.path()));
        if (parcel.text().isEmpty()) {
            if (there != null && !changed) {
                person.delete(path);
                parcel.to().known().remove(parcel.path());
                delivered++;
            }
            return;
        }
        String text = parcel.text().get();
        if (text.equals(there)) {
            parcel.to().known().put(parcel.path(), text);
            return;
        }
        if (changed) {
            conflicts++;
            String copy = parcel.path().replaceFirst("([.][^./]*)?$", ".sync-conflict-20261120-090000-ABCDEFG$1");
            person.write(root.resolve(copy), text);
            parcel.to().known().put(copy, text);
            return;
        }
        if (text.length() > 1 && chance.nextInt(5) == 0) {
            halves++;
            String half = text.substring(0, text.length() / 2);
            person.write(path, half);
            parcel.to().known().put(parcel.path(), half);
            way.add(new Parcel(parcel.to(), parcel.path(), parcel.text(), half, later()));
            return;
        }
        delivered++;
        person.write(path, text);
        parcel.to().known().put(parcel.path(), text);
    }
}
