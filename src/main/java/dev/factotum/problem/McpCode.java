package dev.factotum.problem;

/** Codes of the family E-MCP: servers of the Model Context Protocol. */
public enum McpCode implements Code {
    BROKEN_FILE("01", "mcp.json cannot be read, or an entry of it.", "Correct it as said.", ExitCode.USAGE),
    UNKNOWN("02", "There is no server, tool or text of this name.", "See agent mcp list --tools.", ExitCode.USAGE),
    NOT_TRUSTED(
            "03",
            "A server is not started before a person has seen what would be started.",
            "Look at it and trust it: agent mcp trust NAME.",
            ExitCode.USAGE),
    CHANGED_SERVER(
            "04",
            "What starts a server, or where it is, is not what was trusted.",
            "Look at it again: agent mcp trust NAME.",
            ExitCode.USAGE),
    CHANGED_TOOL(
            "05",
            "A server's tool is not what was trusted, so it is not called.",
            "Look at it again: agent mcp trust NAME.",
            ExitCode.USAGE),
    UNUSABLE_TOOL(
            "06",
            "A server has a tool that cannot be offered.",
            "Its other tools can be used; ask who makes the server.",
            ExitCode.USAGE),
    NOT_STARTED(
            "07",
            "A server does not start or cannot be reached.",
            "Run its command by hand, or look at its address.",
            ExitCode.PROVIDER),
    BROKEN_OFF("08", "A server broke off or breaks the protocol.", "Ask who makes the server.", ExitCode.PROVIDER),
    REFUSED("09", "A server refuses what it was asked.", "Look at what it says.", ExitCode.PROVIDER),
    LOGIN(
            "10",
            "A server wants another login than it is given.",
            "Put a token into its headers in mcp.json, as a reference such as ${secret:NAME}.",
            ExitCode.AUTH);

    private final String id;
    private final String meaning;
    private final String remedy;
    private final ExitCode exit;

    McpCode(String number, String meaning, String remedy, ExitCode exit) {
        this.id = "E-MCP-" + number;
        this.meaning = meaning;
        this.remedy = remedy;
        this.exit = exit;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String meaning() {
        return meaning;
    }

    @Override
    public String remedy() {
        return remedy;
    }

    @Override
    public ExitCode exit() {
        return exit;
    }
}
