package dev.factotum.memory;

import java.time.Instant;

/**
 * Something that a person wrote or approved.
 *
 * @param client folded name; empty for no client's
 * @param kind of the matter; empty for notes
 * @param skill whose argument it was; empty where it was none
 */
public record Text(
        String path, String client, String kind, String skill, Provenance provenance, Instant at, String words) {}
