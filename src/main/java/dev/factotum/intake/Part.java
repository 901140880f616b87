package dev.factotum.intake;

/** A file that came inside a message or with a submission. */
final class Part {
    private final String name;
    private final byte[] bytes;

    /** @param name as the sender called it, one line, not yet safe as a file name */
    Part(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes.clone();
    }

    String name() {
        return name;
    }

    byte[] bytes() {
        return bytes.clone();
    }
}
