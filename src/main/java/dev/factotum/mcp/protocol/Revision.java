package dev.factotum.mcp.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The revisions of the protocol, oldest first. Those before 2026-07-28 begin with a handshake; it has none. */
public enum Revision {
    V2024_11_05("2024-11-05"),
    V2025_03_26("2025-03-26"),
    V2025_06_18("2025-06-18"),
    V2025_11_25("2025-11-25"),
    V2026_07_28("2026-07-28");

    /** What the handshake offers. */
    public static final Revision NEWEST_LEGACY = V2025_11_25;

    public static final Revision MODERN = V2026_07_28;

    private final String date;

    Revision(String date) {
        this.date = date;
    }

    /** As it stands in messages. */
    public String date() {
        return date;
    }

    /** True where every request tells its own revision and there is no handshake. */
    public boolean modern() {
        return compareTo(V2026_07_28) >= 0;
    }

    public static Optional<Revision> of(String date) {
        return Arrays.stream(values())
                .filter(revision -> revision.date.equals(date))
                .findFirst();
    }

    /** Oldest first. */
    public static List<String> dates() {
        return Arrays.stream(values()).map(Revision::date).toList();
    }
}
