package dev.factotum.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;

/** The work that a watch calls for. May be called from several threads at once. */
public interface Rounds {
    /**
     * A look at everything; never two at once.
     *
     * @return when something is due by itself, {@link Instant#MAX} for never
     */
    Instant everything() throws IOException;

    /** A look at these files only, without a listing of any folder; answers as {@link #everything}. */
    Instant some(Set<Path> files) throws IOException;
}
