package dev.factotum.world;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who and where this process is. */
public interface Processes {
    long pid();

    Instant started();

    /** What {@link #bootId} answers where the system does not tell. */
    String UNKNOWN_BOOT = "unknown";

    /**
     * Identifies this boot of this machine and the room its process numbers count in, for each container has its own;
     * {@link #UNKNOWN_BOOT} where the system does not tell.
     */
    String bootId();

    /** The name of the machine, for people to read. */
    String host();

    /** The login name of the person who runs the process. */
    String user();

    /** The process that started this one, such as the shell in a terminal; empty where the system does not tell. */
    default Optional<Parent> parent() {
        return Optional.empty();
    }

    /** @param started as near as the system tells, within two seconds */
    record Parent(long pid, Instant started) {}

    /**
     * Tells the process that has this pid from every other of this boot that ever had it, whatever becomes of the wall
     * clock; empty where there is none, or the system does not tell.
     */
    default Optional<String> birth(long pid) {
        return Optional.empty();
    }

    /** True while a process with this pid runs that did not start later than given. */
    boolean alive(long pid, Instant started);

    /**
     * Who holds locks of the kernel on a file; empty where the system does not tell.
     *
     * @param key the file's identity, {@link FileFacts#key}
     */
    default Optional<List<Locked>> locks(String key) {
        return Optional.empty();
    }

    /** One lock. @param position of its first byte */
    record Locked(long pid, long position) {}

    /** The folder outside every vault where state of this user on this machine is kept. */
    Path stateFolder();

    Map<String, String> environment();

    /**
     * Runs a program without a shell, with this process's environment and nothing on its standard input, and waits for it.
     * At the deadline, or once it has said too much, it is killed with all that it started. What it says on its standard
     * error is dropped.
     *
     * @param command the program and its arguments
     * @param mostOutput bytes of its standard output
     * @throws java.io.IOException where it cannot be started
     */
    default Ran run(List<String> command, Duration deadline, int mostOutput) throws IOException, InterruptedException {
        return run(command, new byte[0], deadline, mostOutput);
    }

    /**
     * The same with something on its standard input, of which it may read as much as it likes.
     *
     * @param input few enough bytes for a pipe to hold: at most 64 KiB
     */
    default Ran run(List<String> command, byte[] input, Duration deadline, int mostOutput)
            throws IOException, InterruptedException {
        throw new IOException("no program can be started here");
    }

    /**
     * Starts a program without a shell; it runs until it ends or is closed.
     *
     * @throws IOException where it cannot be started
     */
    default Child start(Child.Launch launch) throws IOException {
        throw new IOException("no program can be started here");
    }

    /** What came of a program. */
    sealed interface Ran {
        /** @param output its standard output */
        record Ended(int exit, byte[] output) implements Ran {
            /** Without the output, which may be a secret. */
            @Override
            public String toString() {
                return "Ended[" + exit + "]";
            }
        }

        /** It was killed at its deadline. */
        record Late() implements Ran {}

        /** It was killed for it said more than was wanted. */
        record TooMuch() implements Ran {}
    }
}
