package dev.factotum.secret;

import java.util.Optional;
import java.util.regex.Pattern;

/** Where a secret is, as settings name it. It holds no secret itself. */
public sealed interface SecretRef {
    Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");

    /** {@code secret:NAME}, kept by the agent outside every vault. */
    record Kept(String name) implements SecretRef {
        @Override
        public String toString() {
            return "secret:" + name;
        }
    }

    /** {@code env:NAME} */
    record Variable(String name) implements SecretRef {
        @Override
        public String toString() {
            return "env:" + name;
        }
    }

    /** {@code file:PATH}; {@code ~/} is the home folder. */
    record Filed(String path) implements SecretRef {
        @Override
        public String toString() {
            return "file:" + path;
        }
    }

    /** {@code cmd:COMMAND}, whose first line of output is the secret. */
    record Told(String command) implements SecretRef {
        @Override
        public String toString() {
            return "cmd:" + command;
        }
    }

    /** {@code none}: nothing is sent. */
    record None() implements SecretRef {
        @Override
        public String toString() {
            return "none";
        }
    }

    /** Empty where the text is no reference. */
    static Optional<SecretRef> parse(String text) {
        String reference = text.strip();
        if (reference.equals("none")) {
            return Optional.of(new None());
        }
        int colon = reference.indexOf(':');
        String rest = reference.substring(colon + 1).strip();
        if (colon < 0 || rest.isEmpty()) {
            return Optional.empty();
        }
        return switch (reference.substring(0, colon)) {
            case "secret" -> NAME.matcher(rest).matches() ? Optional.of(new Kept(rest)) : Optional.empty();
            case "env" -> Optional.of(new Variable(rest));
            case "file" -> Optional.of(new Filed(rest));
            case "cmd" -> Optional.of(new Told(rest));
            default -> Optional.empty();
        };
    }
}
