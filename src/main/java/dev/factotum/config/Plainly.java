package dev.factotum.config;

import com.google.re2j.Pattern;
import dev.factotum.markdown.Escape;
import dev.factotum.problem.AuthCode;
import java.util.List;

/** Tells secrets written out in a settings file, and shows other values in messages. */
final class Plainly {
    private static final int SHOWN = 60;
    private static final Pattern SECRET_NAME = Pattern.compile(
            "(?i)(^|[_.-])(password|passwd|passphrase|passcode|pwd|secret|token|api_?key|apikey|key|credentials?|authorization"
                    + "|cookie|x-api-key)$");

    /** A table or a list of secrets: whatever stands in it is one. */
    private static final Pattern SECRETS_NAME = Pattern.compile(
            "(?i)[_.-](passwords|passphrases|secrets|api_?keys|access_?tokens|signing_?keys|keys)([.][^.]+)?$");

    private static final Redactor LOOKS = Redactor.of(List.of());

    private Plainly() {}

    /** True where a key of this name with this value gives a secret away. */
    static boolean secret(String name, String value) {
        boolean reference = Kind.SECRET.takes(value) || value.isBlank();
        boolean named =
                SECRET_NAME.matcher(name).find() || SECRETS_NAME.matcher(name).find();
        return named ? !reference : Redactor.givesAway(value);
    }

    /** The value, or words in its place where it gives a secret away. */
    static String withoutSecret(String name, String value) {
        return secret(name, value) ? "(set in clear; see " + AuthCode.PLAIN_SECRET.id() + ")" : value;
    }

    /** A value for a message: one line, no control characters, not long, and nothing that looks like a secret. */
    static String shown(String value) {
        String line = LOOKS.redact(Escape.terminal(value).replaceAll("\\s", " "));
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
