package dev.factotum.channel.bluesky;

import dev.factotum.vault.Digest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far notifications were seen. The server sorts them by the time that their authors wrote where that is earlier than when
 * it heard of them, so that one may still come in below what was seen: a while below is looked through each time, and what
 * was seen there is remembered.
 *
 * @param newest of all that were seen
 * @param seen short digests of those seen within that while
 */
record Place(Instant newest, List<Seen> seen) {
    /** A clock that is so far behind is seldom; what comes in from below that is missed. */
    private static final Duration WHILE = Duration.ofMinutes(15);

    private static final int MOST = 300;
    private static final int DIGITS = 12;

    record Seen(Instant at, String digest) {}

    Place {
        seen = List.copyOf(seen);
    }

    static Place at(Instant newest) {
        return new Place(newest, List.of());
    }

    /** Everything at this time or earlier is known for certain. */
    boolean passed(Instant at) {
        return at.isBefore(newest.minus(WHILE));
    }

    boolean fresh(Instant at, String uri) {
        return !passed(at) && seen.stream().noneMatch(one -> one.digest().equals(digest(uri)));
    }

    Place with(Instant at, String uri) {
        Instant latest = at.isAfter(newest) ? at : newest;
        List<Seen> all = new ArrayList<>(seen);
        all.add(new Seen(at, digest(uri)));
        all.removeIf(one -> one.at().isBefore(latest.minus(WHILE)));
        return new Place(latest, all.subList(Math.max(0, all.size() - MOST), all.size()));
    }

    private static String digest(String uri) {
        return Digest.of(uri.getBytes(StandardCharsets.UTF_8)).hex().substring(0, DIGITS);
    }

    /** As a cursor. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(newest.toString());
        seen.forEach(one -> text.append(' ').append(one.at()).append('/').append(one.digest()));
        return text.toString();
    }

    /** Empty where the text is none. */
    static Optional<Place> of(String cursor) {
        try {
            String[] words = cursor.strip().split(" ");
            List<Seen> seen = new ArrayList<>();
            for (int i = 1; i < words.length && i <= MOST; i++) {
                String[] parts = words[i].split("/", 2);
                seen.add(new Seen(Instant.parse(parts[0]), parts.length > 1 ? parts[1] : ""));
            }
            return Optional.of(new Place(Instant.parse(words[0]), seen));
        } catch (DateTimeException damaged) {
            return Optional.empty();
        }
    }
}
