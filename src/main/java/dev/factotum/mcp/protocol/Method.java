package dev.factotum.mcp.protocol;

/** The names of requests and notifications. */
public final class Method {
    public static final String INITIALIZE = "initialize";
    public static final String INITIALIZED = "notifications/initialized";
    public static final String DISCOVER = "server/discover";
    public static final String PING = "ping";
    public static final String TOOLS_LIST = "tools/list";
    public static final String TOOLS_CALL = "tools/call";
    public static final String TOOLS_CHANGED = "notifications/tools/list_changed";
    public static final String RESOURCES_LIST = "resources/list";
    public static final String RESOURCES_READ = "resources/read";
    public static final String RESOURCE_TEMPLATES = "resources/templates/list";
    public static final String PROMPTS_LIST = "prompts/list";
    public static final String PROMPTS_GET = "prompts/get";
    public static final String CANCELLED = "notifications/cancelled";
    public static final String PROGRESS = "notifications/progress";
    public static final String LOGGED = "notifications/message";
    public static final String ROOTS_LIST = "roots/list";
    public static final String SAMPLING = "sampling/createMessage";
    public static final String ELICITATION = "elicitation/create";

    private Method() {}
}
