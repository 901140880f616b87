package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.problem.ExitCode;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that doctor looked at.
 *
 * @param name a word or two
 * @param words what was found
 * @param next what to do about it; empty where nothing
 * @param exit what the command ends with because of it; {@link ExitCode#DONE} unless it is a problem
 * @param model which model was asked, and what came of it
 */
record Check(String name, State state, String words, String next, ExitCode exit, Optional<ModelLook> model) {
    /** How bad it is. */
    enum State {
        OK,
        /** Worth knowing; nothing is broken. */
        NOTE,
        PROBLEM
    }

    static Check ok(String name, String words) {
        return new Check(name, State.OK, words, "", ExitCode.DONE, Optional.empty());
    }

    static Check note(String name, String words, String next) {
        return new Check(name, State.NOTE, words, next, ExitCode.DONE, Optional.empty());
    }

    static Check problem(String name, String words, String next) {
        return problem(name, words, next, ExitCode.USAGE);
    }

    static Check problem(String name, String words, String next, ExitCode exit) {
        return new Check(name, State.PROBLEM, words, next, exit, Optional.empty());
    }

    Check of(ModelLook look) {
        return new Check(name, state, words, next, exit, Optional.of(look));
    }

    void json(ObjectNode into) {
        into.put("name", name)
                .put("state", state.name().toLowerCase(Locale.ROOT))
                .put("words", words)
                .put("next", next);
        model.ifPresent(look -> look.json(into.putObject("model")));
    }
}
