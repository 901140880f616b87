package dev.factotum.world;

import java.security.SecureRandom;

/** Bytes that nobody can guess, for keys, nonces and states. No test chooses them: one that came again would give all away. */
public final class Entropy {
    private static final SecureRandom SOURCE = new SecureRandom();

    private Entropy() {}

    public static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        SOURCE.nextBytes(bytes);
        return bytes;
    }
}
