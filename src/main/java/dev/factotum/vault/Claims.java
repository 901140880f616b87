package dev.factotum.vault;

import java.io.IOException;
import java.util.Optional;

/** Who works on what: one holder per matter over all processes of this machine, freed by the kernel on death (F4). */
public interface Claims {
    /** The claim of one matter, or empty where somebody holds it. */
    Optional<Claim> claim(MatterId matter) throws IOException;

    /** The claim of a named job of the whole vault such as {@code audit} or {@code intake:NAME}. */
    Optional<Claim> claim(String job) throws IOException;

    /** Held until closed. */
    interface Claim extends AutoCloseable {
        @Override
        void close();
    }
}
