package dev.factotum.notice.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs by Standard Webhooks: HMAC-SHA256 over {@code id.timestamp.body}, one signature for each secret. */
final class Signer {
    private static final String PREFIX = "whsec_";
    private static final int LEAST = 24;
    private static final int MOST = 64;

    private final List<SecretKeySpec> keys;

    private Signer(List<SecretKeySpec> keys) {
        this.keys = keys;
    }

    /** @param secrets as {@code whsec_} and base64 of 24 to 64 bytes; empty where one is none of that */
    static Optional<Signer> of(List<String> secrets) {
        List<SecretKeySpec> keys = new ArrayList<>();
        for (String secret : secrets) {
            Optional<byte[]> bytes = bytes(secret);
            if (bytes.isEmpty()) {
                return Optional.empty();
            }
            keys.add(new SecretKeySpec(bytes.get(), "HmacSHA256"));
        }
        return keys.isEmpty() ? Optional.empty() : Optional.of(new Signer(keys));
    }

    private static Optional<byte[]> bytes(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            return bytes.length >= LEAST && bytes.length <= MOST ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    /** The value of {@code webhook-signature}. @param timestamp seconds since 1970 */
    String sign(String id, long timestamp, byte[] body) {
        List<String> signatures = new ArrayList<>();
        for (SecretKeySpec key : keys) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(key);
                mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
                signatures.add("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body)));
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("every Java platform has HMAC-SHA256", impossible);
            }
        }
        return String.join(" ", signatures);
    }
}
