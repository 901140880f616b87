package dev.factotum.config;

import com.google.re2j.Pattern;
import dev.factotum.markdown.Escape;
import dev.factotum.problem.AuthCode;

/** Tells secrets written out in a settings file, and shows other values in messages. */
final class Plainly {
    private static final int SHOWN = 60;
    private static final Pattern SECRET_NAME = Pattern.compile(
            "(?i)(^|[_.-])(password|passwd|passphrase|pwd|secret|token|api_?key|apikey|key|credentials?)$");

    private Plainly() {}

    /** True where a key of this name with this value gives a secret away. */
    static boolean secret(String name, String value) {
        boolean reference = Kind.SECRET.takes(value) || value.isBlank();
        return SECRET_NAME.matcher(name).find() ? !reference : Redactor.givesAway(value);
    }

    /** The value, or words in its place where it gives a secret away. */
    static String withoutSecret(String name, String value) {
        return secret(name, value) ? "(set in clear; see " + AuthCode.PLAIN_SECRET.id() + ")" : value;
    }

    /** A value for a message: one line, no control characters, not long. */
    static String shown(String value) {
        String line = Escape.terminal(value).replaceAll("\\s", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
