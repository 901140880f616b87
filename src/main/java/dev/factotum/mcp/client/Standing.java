package dev.factotum.mcp.client;

/** Whether a server may be started. */
public enum Standing {
    TRUSTED("trusted"),
    /** No person has seen yet what would be started. */
    NEVER("not trusted yet"),
    /** What would be started is not what was trusted. */
    CHANGED("changed since it was trusted"),
    /** {@code mcp.json} has it disabled. */
    OFF("disabled in mcp.json");

    private final String words;

    Standing(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
