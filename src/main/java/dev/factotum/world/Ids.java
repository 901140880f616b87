package dev.factotum.world;

/** Fresh identifiers. */
public interface Ids {
    /** A new ULID, 26 characters of Crockford base 32, larger than every one made before in this process. */
    String ulid();
}
