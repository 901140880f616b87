package dev.factotum.secret;

import dev.factotum.world.Entropy;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** Bytes under AES-256-GCM: a nonce of 12 bytes, fresh at each sealing, then the text with its tag of 16. */
record Sealed(byte[] bytes) {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    /** @param bound what must be the same when it is opened */
    static Sealed of(SecretKey key, byte[] bound, byte[] plain) {
        byte[] nonce = Entropy.bytes(NONCE);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, bound);
            byte[] all = Arrays.copyOf(nonce, NONCE + cipher.getOutputSize(plain.length));
            cipher.doFinal(plain, 0, plain.length, all, NONCE);
            return new Sealed(all);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has AES in this mode", impossible);
        }
    }

    /** Empty where the key is another, or any byte was changed. */
    Optional<byte[]> open(SecretKey key, byte[] bound) {
        if (bytes.length < NONCE + TAG_BITS / 8) {
            return Optional.empty();
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(bytes, NONCE), bound);
            return Optional.of(cipher.doFinal(bytes, NONCE, bytes.length - NONCE));
        } catch (AEADBadTagException changed) {
            return Optional.empty();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has AES in this mode", impossible);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, byte[] bound) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(bound);
        return cipher;
    }

    String text() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** @throws IllegalArgumentException where it is no base64 */
    static Sealed of(String text) {
        return new Sealed(Base64.getDecoder().decode(text));
    }
}
