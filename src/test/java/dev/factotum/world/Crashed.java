package dev.factotum.world;

/** The simulated process has died: no operation of its disk does anything any more. */
public final class Crashed extends Error {
    private static final long serialVersionUID = 1L;

    Crashed(String at) {
        super(at);
    }
}
