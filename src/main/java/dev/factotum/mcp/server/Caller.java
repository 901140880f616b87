package dev.factotum.mcp.server;

import dev.factotum.mcp.protocol.Message;
import dev.factotum.mcp.protocol.RpcError;
import java.util.function.Consumer;

/**
 * Who calls, and while it waits.
 *
 * @param name what the program calls itself; its word and no more
 * @param notices takes what is told before the answer
 */
record Caller(String name, Patience patience, Consumer<Message> notices) {
    /** A request that cannot be answered, for a reason that is the caller's. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient RpcError error;

        Refused(int code, String message) {
            this(new RpcError(code, message));
        }

        Refused(RpcError error) {
            super(error.message(), null, false, false);
            this.error = error;
        }

        RpcError error() {
            return error;
        }
    }
}
