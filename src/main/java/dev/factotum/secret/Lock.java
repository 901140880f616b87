package dev.factotum.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** What a store's key is made of. A seal made with it tells a wrong key from a damaged store. */
sealed interface Lock {
    int KEY_BYTES = 32;
    int SALT_BYTES = 16;

    /** OWASP's figure for PBKDF2-HMAC-SHA256 since 2023. */
    int ROUNDS = 600_000;

    byte[] BOUND = "factotum store v1".getBytes(StandardCharsets.UTF_8);

    Sealed check();

    /** The key lies in a file of its own. */
    record KeyFile(Sealed check) implements Lock {}

    record ByPassphrase(byte[] salt, int rounds, Sealed check) implements Lock {}

    static Sealed check(SecretKey key) {
        return Sealed.of(key, BOUND, new byte[0]);
    }

    default boolean fits(SecretKey key) {
        return check().open(key, BOUND).isPresent();
    }

    static SecretKey derive(String passphrase, byte[] salt, int rounds) {
        PBEKeySpec spec = new PBEKeySpec(passphrase.toCharArray(), salt, rounds, KEY_BYTES * 8);
        try {
            byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            return new SecretKeySpec(key, "AES");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has PBKDF2", impossible);
        } finally {
            spec.clearPassword();
        }
    }
}
