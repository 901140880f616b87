package dev.factotum.mcp.server;

import dev.factotum.mcp.protocol.RpcError;

/**
 * Who calls, and how long they wait.
 *
 * @param name what the program calls itself; its word and no more
 */
record Caller(String name, Patience patience) {
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
