package dev.factotum.cli;

import java.io.IOException;
import java.io.InputStream;

/** How a person acts at this terminal beyond typing lines: single keys, and programs of their own. */
record Hands(KeySource keys, Programs programs) {
    /** Opens the terminal for single keys. */
    interface KeySource {
        /** @param typed the process's standard input */
        Keys open(InputStream typed) throws IOException;
    }

    /** Nobody sits there. */
    static final Hands NONE = new Hands(
            typed -> {
                throw new IOException("there is no terminal");
            },
            (command, folder) -> {
                throw new IOException("no program may be started");
            });
}
