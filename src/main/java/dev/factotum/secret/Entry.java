package dev.factotum.secret;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** One secret as the store's file names it. @param sealed its value; empty where the keyring holds it */
record Entry(String name, Instant set, Optional<Instant> expires, Optional<Sealed> sealed) {
    /** What the seal covers beside the value, so that no entry can be passed off as another, or as fresher than it is. */
    static byte[] bound(String name, Instant set, Optional<Instant> expires) {
        return ("factotum secret v1\n" + name + "\n" + set + "\n"
                        + expires.map(Instant::toString).orElse(""))
                .getBytes(StandardCharsets.UTF_8);
    }

    byte[] bound() {
        return bound(name, set, expires);
    }

    Kept kept() {
        return new Kept(name, set, expires, sealed.isPresent() ? Kept.Place.FILE : Kept.Place.KEYRING);
    }
}
