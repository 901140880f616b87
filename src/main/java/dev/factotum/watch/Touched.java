package dev.factotum.watch;

import java.nio.file.Path;
import java.util.Set;

/**
 * What changed in a vault since the last look.
 *
 * @param files in the open folders and the intakes; each may be gone again
 * @param more true where something else changed that matters, or where events may have been lost: look at everything
 */
public record Touched(Set<Path> files, boolean more) {
    static final Touched NOTHING = new Touched(Set.of(), false);

    public Touched {
        files = Set.copyOf(files);
    }
}
