package dev.factotum.mcp.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.mcp.protocol.Revision;
import java.time.Duration;
import java.util.Map;

/** A way to one server that is up. Thread-safe. */
interface Connection extends AutoCloseable {
    /**
     * Asks and waits for the answer, at most so long.
     *
     * @param routing what is told beside the message, by header; nothing where there are no headers
     */
    Exchange ask(String method, ObjectNode params, Map<String, String> routing, Duration within)
            throws InterruptedException;

    /** Says something that has no answer. */
    void tell(String method, ObjectNode params) throws InterruptedException;

    /** From now on this revision is spoken. */
    void speaks(Revision revision);

    /** True where messages have headers. */
    boolean routes();

    /** False once nothing more can be asked here. */
    boolean open();

    @Override
    void close();

    /** Hears that the server's tools are others by now. */
    @FunctionalInterface
    interface Listener {
        void toolsChanged();
    }
}
