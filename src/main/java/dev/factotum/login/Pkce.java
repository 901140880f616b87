package dev.factotum.login;

import dev.factotum.world.Entropy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Proof that who exchanges a code is who asked for it (RFC 7636, method S256). */
record Pkce(String verifier) {
    private static final int BYTES = 32;

    static Pkce fresh() {
        return new Pkce(unguessable());
    }

    /** 43 characters that need no encoding in an address. */
    static String unguessable() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Entropy.bytes(BYTES));
    }

    String challenge() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Without the proof. */
    @Override
    public String toString() {
        return "Pkce";
    }
}
