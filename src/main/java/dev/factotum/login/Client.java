package dev.factotum.login;

import java.util.Optional;

/** The app on whose behalf a login is asked for. @param secret empty for an app that cannot keep one */
public record Client(String id, Optional<String> secret) {
    /** Without the secret. */
    @Override
    public String toString() {
        return "Client[" + id + "]";
    }
}
