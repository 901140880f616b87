package dev.factotum.world;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** One file, folder or link of a {@link MemoryTree}: what is seen of it, and what would survive a power failure. */
final class Node {
    final long number;
    final FileFacts.Kind kind;
    final Map<String, Node> seen = new TreeMap<>();
    final Map<String, Node> durableNames = new TreeMap<>();
    byte[] content = new byte[0];
    byte[] durable = new byte[0];
    Instant modified;
    int mode;
    int links = 1;

    /** A force has failed: the system has forgotten which bytes were dirty, and later forces do nothing for them. */
    boolean poisoned;

    Node(long number, FileFacts.Kind kind, Instant modified, int mode) {
        this.number = number;
        this.kind = kind;
        this.modified = modified;
        this.mode = mode;
    }

    /** @param twins the copies made so far, by what they are copies of */
    Node copy(Map<Node, Node> twins) {
        Node known = twins.get(this);
        if (known != null) {
            return known;
        }
        Node twin = new Node(number, kind, modified, mode);
        twins.put(this, twin);
        twin.content = content;
        twin.durable = durable;
        twin.links = links;
        twin.poisoned = poisoned;
        seen.forEach((name, node) -> twin.seen.put(name, node.copy(twins)));
        durableNames.forEach((name, node) -> twin.durableNames.put(name, node.copy(twins)));
        return twin;
    }

    boolean folder() {
        return kind == FileFacts.Kind.FOLDER;
    }

    boolean dirty() {
        return !Arrays.equals(content, durable);
    }

    FileFacts facts() {
        return new FileFacts(kind, content.length, modified, "(memory,ino=" + number + ")", links);
    }
}
