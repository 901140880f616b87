package dev.factotum.world;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A program that runs beside this one, its three streams in our hands. Whoever starts it reads both of what it says, or it
 * stands still once a pipe is full. Closing kills it with all that it started, as far as the system still knows them as its
 * descendants.
 */
public interface Child extends AutoCloseable {
    /** Its standard input. */
    OutputStream input();

    /** Its standard output. */
    InputStream output();

    /** Its standard error. */
    InputStream errors();

    boolean alive();

    /** Waits at most so long for its end; empty where it still runs. */
    OptionalInt exit(Duration most) throws InterruptedException;

    @Override
    void close();

    /**
     * What to start, without a shell.
     *
     * @param command the program and its arguments
     * @param environment all variables it gets
     * @param folder where it starts
     */
    record Launch(List<String> command, Map<String, String> environment, Path folder) {
        public Launch {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }

        /** Without the variables, which may be secrets. */
        @Override
        public String toString() {
            return "Launch" + command;
        }
    }
}
