package dev.factotum.world;

import java.nio.file.Path;
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
}
