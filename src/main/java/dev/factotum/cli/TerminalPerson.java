package dev.factotum.cli;

import dev.factotum.login.Person;
import dev.factotum.markdown.Escape;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Whoever sits at the terminal, while they log in. */
final class TerminalPerson implements Person {
    private static final int INDENT = 2;

    private final Session session;
    private final boolean browser;

    /** @param browser whether addresses are opened by themselves */
    TerminalPerson(Session session, boolean browser) {
        this.session = session;
        this.browser = browser;
    }

    @Override
    public void visit(URI address, String what) {
        boolean web = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
        boolean opened =
                web && browser && session.interactive() && new Opening(session.world()).open(address.toString());
        session.prompt((opened ? "Your browser opens this address:" : "Open this address in a browser:") + "\n\n"
                + " ".repeat(INDENT) + Escape.terminal(address.toString()) + "\n\n");
        say(what);
    }

    @Override
    public void say(String line) {
        session.prompt(Escape.terminal(line) + "\n");
    }

    @Override
    public Optional<String> type(String question, boolean secret) throws IOException, InterruptedException {
        String instead = "Run it in a terminal.";
        return secret ? session.askHidden(question + " (not shown):", instead) : session.ask(question + ":", instead);
    }
}
