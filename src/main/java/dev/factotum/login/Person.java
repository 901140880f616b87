package dev.factotum.login;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Who logs in. */
public interface Person {
    /** Shows an address and opens it in a browser where there is one. */
    void visit(URI address, String what) throws IOException;

    /** A line beside it. */
    void say(String line);

    /** What they typed, unseen where it is secret; empty where they gave up. */
    Optional<String> type(String question, boolean secret) throws IOException, InterruptedException;
}
