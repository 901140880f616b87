package dev.factotum.crew;

import java.util.List;
import java.util.Optional;

/**
 * Instructions that a planner may read up: a skill that a person trusted.
 *
 * @param description when it helps, in its author's words
 * @param body the instructions
 * @param allowed what a plan made with it may use, as ids or globs; empty for anything
 */
public record Guide(String name, String description, String body, Optional<List<String>> allowed) {
    public Guide {
        allowed = allowed.map(List::copyOf);
    }

    /** Where they are looked up, as the vault stands. */
    @FunctionalInterface
    public interface Shelf {
        /** None where they cannot be read at present. */
        List<Guide> guides();
    }

    /** False where it keeps a plan that it guided from using this tool. */
    boolean allows(String tool) {
        return allowed.isEmpty() || allowed.get().stream().anyMatch(glob -> Briefing.covers(glob, tool));
    }
}
