package dev.factotum.mcp.protocol;

/** The headers of Streamable HTTP. */
public final class HttpHeader {
    public static final String VERSION = "MCP-Protocol-Version";

    /** Up to 2025-11-25. */
    public static final String SESSION = "Mcp-Session-Id";

    /** From 2026-07-28, on every request. */
    public static final String METHOD = "Mcp-Method";

    /** From 2026-07-28, on tools/call, resources/read and prompts/get. */
    public static final String NAME = "Mcp-Name";

    public static final String JSON = "application/json";
    public static final String EVENTS = "text/event-stream";

    private HttpHeader() {}
}
