package dev.factotum.channel.email.wire;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;

/**
 * How an account proves itself to its servers. The word is asked for at each connection, and shown in nothing that this
 * package says.
 *
 * @param user the name to log in with; empty where the server asks for none
 * @param word the password, or the access token
 */
public record Login(String user, Scheme scheme, Supplier<String> word) {
    /** What the word is. */
    public enum Scheme {
        /** A password or app password: PLAIN, else LOGIN. */
        PASSWORD("PLAIN LOGIN"),
        /** An OAuth access token: XOAUTH2. */
        TOKEN("XOAUTH2");

        private final String mechanisms;

        Scheme(String mechanisms) {
            this.mechanisms = mechanisms;
        }

        String mechanisms() {
            return mechanisms;
        }
    }

    /** What a server said, without the word in any form in which it could echo it, on one line of at most 300 chars. */
    static String shown(String said, String user, String word) {
        String text = said;
        if (!word.isEmpty()) {
            List<String> forms = List.of(
                    word,
                    base64(word),
                    base64("\0" + user + "\0" + word),
                    base64("user=" + user + "\001auth=Bearer " + word + "\001\001"));
            for (String form : forms) {
                text = text.replace(form, "[hidden]");
            }
        }
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() <= 300 ? line : line.substring(0, 299) + "…";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Login[" + scheme + "]";
    }
}
