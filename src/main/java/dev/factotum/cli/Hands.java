package dev.factotum.cli;

import java.io.IOException;

/** How a person acts at this terminal beyond typing lines: single keys, and programs of their own. */
record Hands(KeySource keys, Programs programs) {
    /** Opens the terminal for single keys. */
    interface KeySource {
        Keys open() throws IOException;
    }

    /** Nobody sits there. */
    static final Hands NONE = new Hands(
            () -> {
                throw new IOException("there is no terminal");
            },
            (command, folder) -> {
                throw new IOException("no program may be started");
            });
}
