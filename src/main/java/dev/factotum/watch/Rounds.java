package dev.factotum.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;

/** The work that a watch calls for. May be called from several threads at once. */
public interface Rounds {
    /** A look at everything; never two at once. */
    Next everything() throws IOException;

    /**
     * What follows from a look at everything.
     *
     * @param due when something is due by itself, {@link Instant#MAX} for never
     * @param held files in the hands of another process, to be looked at again in a moment: where it dies, nothing tells
     */
    record Next(Instant due, Set<Path> held) {
        public Next {
            held = Set.copyOf(held);
        }
    }

    /**
     * A look at these files only, without a listing of any folder.
     *
     * @return when something is due by itself, {@link Instant#MAX} for never
     */
    Instant some(Set<Path> files) throws IOException;
}
