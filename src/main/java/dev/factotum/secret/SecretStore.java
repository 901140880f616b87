package dev.factotum.secret;

import dev.factotum.problem.Problem;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps secrets of this user on this machine, outside every vault: in the system's keyring where there is one, else sealed
 * in a file. Two processes may write at once and neither loses what it wrote. Thread-safe.
 */
public interface SecretStore {
    /** Bytes of the longest value. */
    int LARGEST = 16 * 1024;

    /** What came of asking for a secret. */
    sealed interface Got {
        /** @param set when its value was put there */
        record Held(Secret secret, Instant set, Kept.Place place) implements Got {}

        record Absent() implements Got {}

        /** It is there and cannot be had: the store is locked, damaged or open to others. */
        record Failed(Problem problem) implements Got {}
    }

    Got get(String name) throws IOException, InterruptedException;

    /**
     * Keeps a value; it is durable before this returns.
     *
     * @throws dev.factotum.problem.ProblemException where the store is locked, damaged, open to others or busy
     */
    Kept put(String name, String value, Optional<Instant> expires) throws IOException, InterruptedException;

    /** False where none of this name was kept. */
    boolean remove(String name) throws IOException, InterruptedException;

    /** By name. */
    List<Kept> list() throws IOException;
}
