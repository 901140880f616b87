package dev.factotum.mcp.server;

import dev.factotum.vault.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** What a program must show before it is answered over HTTP. */
public record Token(String value) {
    /** A shorter one could be guessed. */
    public static final int SHORTEST = 16;

    private static final String BEARER = "bearer ";

    public Token {
        if (value.length() < SHORTEST || !value.chars().allMatch(c -> c > 0x20 && c < 0x7F)) {
            throw new IllegalArgumentException("no token");
        }
    }

    /** Takes as long for a wrong one as for the right one. @param header of Authorization; may be empty */
    boolean opens(String header) {
        if (header.length() <= BEARER.length()
                || !header.substring(0, BEARER.length()).equalsIgnoreCase(BEARER)) {
            return false;
        }
        return MessageDigest.isEqual(hash(header.substring(BEARER.length()).strip()), hash(value));
    }

    private static byte[] hash(String text) {
        return Digest.of(text).hex().getBytes(StandardCharsets.UTF_8);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "token";
    }
}
