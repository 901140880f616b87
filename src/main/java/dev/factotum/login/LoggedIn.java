package dev.factotum.login;

import dev.factotum.problem.Problem;

/** What a login came to. */
public sealed interface LoggedIn {
    /** @param secret what the store keeps of it */
    record Done(String secret) implements LoggedIn {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Done";
        }
    }

    record Failed(Problem problem) implements LoggedIn {}
}
