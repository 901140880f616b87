package dev.factotum.world;

/** Fresh identifiers. */
public interface Ids {
    /** A new ULID, 26 characters of Crockford base 32, larger than every one made before in this process. */
    String ulid();

    /** 128 bits that nobody can guess, as 22 characters of base64 that may stand in an address. */
    String nonce();
}
