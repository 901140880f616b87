package dev.factotum.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Other programs on this machine that a person asked for by name. */
interface Programs {
    /**
     * Runs a program in the foreground, with this terminal as its own, and waits for its end. No shell is involved.
     *
     * @param command the program, found as the system finds it, and its arguments
     * @return its exit code
     * @throws IOException where there is no such program
     */
    int run(List<String> command, Path folder) throws IOException, InterruptedException;
}
