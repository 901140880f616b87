package dev.factotum.cli;

import java.io.IOException;
import java.util.Optional;

/** Single keys from a person at a terminal. The terminal is as it was before between two calls. */
interface Keys extends AutoCloseable {
    /** The input ended. */
    int END = -1;

    /** Ctrl-C. */
    int INTERRUPT = 3;

    int RIGHT = 0x2192;
    int LEFT = 0x2190;

    /** The next key's character, not echoed; arrows answer {@link #RIGHT} or {@link #LEFT}, both lines alike. */
    int next() throws IOException;

    /** One line, typed and corrected as usual; empty at the end of input. Ctrl-C ends it and is its last character. */
    Optional<String> line() throws IOException;

    /** As {@link #line}, and nothing of it is seen. */
    Optional<String> hidden() throws IOException;

    @Override
    void close() throws IOException;
}
