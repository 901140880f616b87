package dev.factotum.job;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A course of events of which any crash must make no difference.
 *
 * @param contents what its steps are to bring about, in their order
 * @param before what has happened already when the crashes begin
 * @param model plans what no rule plans
 */
record Scenario(String name, List<String> contents, Act before, List<Part> parts, Optional<Thinker> model) {
    Scenario(String name, List<String> contents, Act before, List<Part> parts) {
        this(name, contents, before, parts, Optional.empty());
    }

    Scenario {
        contents = List.copyOf(contents);
        parts = List.copyOf(parts);
    }

    /** Somebody does something. */
    interface Act {
        void on(Stand stand) throws IOException;
    }

    /**
     * One piece of it, at whose end everything is at rest.
     *
     * @param hands what a person does, once
     * @param settled true where the disk has what the hands did before the program begins
     * @param work what the program does; a process started after a crash does the same again
     */
    record Part(String name, Act hands, boolean settled, Act work) {}

    static Part part(String name, Act hands) {
        return new Part(name, hands, true, Overseer.WORKS);
    }

    static Part part(String name, Act hands, Act work) {
        return new Part(name, hands, true, work);
    }

    /** Hands whose moves and saves a power failure may still undo; then {@link Overseer} does them again. */
    static Part unsettled(String name, Act hands, Act work) {
        return new Part(name, hands, false, work);
    }

    @Override
    public String toString() {
        return name;
    }
}
