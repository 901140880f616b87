package dev.factotum.cli;

import dev.factotum.problem.ExitCode;

/**
 * One thing that doctor looked at.
 *
 * @param name a word or two
 * @param words what was found
 * @param next what to do about it; empty where nothing
 * @param exit what the command ends with because of it; {@link ExitCode#DONE} unless it is a problem
 */
record Check(String name, State state, String words, String next, ExitCode exit) {
    /** How bad it is. */
    enum State {
        OK,
        /** Worth knowing; nothing is broken. */
        NOTE,
        PROBLEM
    }

    static Check ok(String name, String words) {
        return new Check(name, State.OK, words, "", ExitCode.DONE);
    }

    static Check note(String name, String words, String next) {
        return new Check(name, State.NOTE, words, next, ExitCode.DONE);
    }

    static Check problem(String name, String words, String next) {
        return new Check(name, State.PROBLEM, words, next, ExitCode.USAGE);
    }

    static Check problem(String name, String words, String next, ExitCode exit) {
        return new Check(name, State.PROBLEM, words, next, exit);
    }
}
