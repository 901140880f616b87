package dev.factotum.cli;

import java.io.IOException;
import java.util.Locale;

/** A question with yes or no; anything but a yes is a no. */
final class Confirm {
    private Confirm() {}

    /**
     * Asks a person, or throws E-COMMAND-05 where none may be asked.
     *
     * @param instead how to say yes on the command line
     */
    static boolean ask(Session session, String question, String instead) throws IOException {
        String answer =
                session.ask(question + " [y/N]", instead).orElse("").strip().toLowerCase(Locale.ROOT);
        return answer.equals("y") || answer.equals("yes");
    }
}
