package dev.factotum.mcp.server;

import dev.factotum.engine.Request;
import dev.factotum.vault.MatterId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the server needs of parts of the program that it does not know. Thread-safe. */
public interface Backroom {
    /** The note that a request would make; throws {@code ProblemException} where it names a client that is not there. */
    String preview(MatterId id, Request request);

    /** Makes a matter of a request, once for each id. */
    void take(MatterId id, Request request) throws IOException;

    /** Has a matter planned that stands in Needs_Action. @param note its file */
    void plan(Path note) throws IOException;

    /** What people wrote and approved that fits these words: the client's and what is nobody's, never another's. */
    List<Remembered> remembered(String words, Optional<String> client, int most) throws IOException;

    /** One of them. @param from what kind of text it is */
    record Remembered(String path, String from, String words) {}
}
