package dev.factotum.memory;

/** Who stands behind a text. */
public enum Provenance {
    /** A person approved it, and it went out as it stands. */
    APPROVED,
    /** A person's own request. */
    OWN,
    /** A note in a folder of content: a person's, or one that a step wrote. */
    CONTENT,
    CONTACT,
    PERSONA
}
