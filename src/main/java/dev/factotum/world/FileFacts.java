package dev.factotum.world;

import java.time.Instant;

/**
 * What the disk says of one path.
 *
 * @param size bytes
 * @param key the file's identity on its store (device and inode), empty where the system has none
 * @param links hard links to it, 1 where unknown
 */
public record FileFacts(Kind kind, long size, Instant modified, String key, int links) {
    /** What kind of thing it is; a symbolic link is a LINK, whatever it points to. */
    public enum Kind {
        FILE,
        FOLDER,
        LINK,
        OTHER
    }

    /** The same with another time. */
    public FileFacts at(Instant time) {
        return new FileFacts(kind, size, time, key, links);
    }
}
