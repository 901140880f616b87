package dev.factotum.memory;

/** Who stands behind a text. */
public enum Provenance {
    /** A person approved it, and it went out as it stands. */
    APPROVED("approved by a person"),
    /** A person's own request. */
    OWN("asked by a person of this office"),
    /** A note in a folder of content: a person's, or one that a step wrote. */
    CONTENT("a note among the content"),
    CONTACT("a note on a contact"),
    PERSONA("a note on the voice");

    private final String words;

    Provenance(String words) {
        this.words = words;
    }

    /** For people and planners. */
    String words() {
        return words;
    }
}
