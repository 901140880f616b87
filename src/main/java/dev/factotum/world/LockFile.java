package dev.factotum.world;

import java.io.IOException;
import java.util.Optional;

/** Kernel byte-range locks on one file; the system frees them when the process dies. Thread-safe. */
public interface LockFile extends AutoCloseable {
    /**
     * Takes the lock of one position, or answers empty where another process or another thread of this one holds it.
     *
     * @param position a byte position from 0 to 2^63-2
     */
    Optional<Held> tryLock(long position) throws IOException;

    /** Ends this caller's interest; the descriptor stays open, for closing it would free every lock of the process. */
    @Override
    void close() throws IOException;

    /** A lock held until it is closed. */
    interface Held extends AutoCloseable {
        @Override
        void close() throws IOException;
    }
}
