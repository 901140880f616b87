package dev.factotum.login;

/** What a login gives for one call. */
public sealed interface Access {
    /** @param token that the provider takes at present */
    record Valid(String token) implements Access {
        /** Without the token. */
        @Override
        public String toString() {
            return "Valid";
        }
    }

    /** A person must connect again. */
    record Ended(String reason) implements Access {}

    /** It could not be had now; a later try may work. */
    record Later(String reason) implements Access {}
}
