package dev.factotum.tool;

/** A tool's id: {@code channel.verb} or {@code channel.noun.verb}, lower case. */
public record ToolId(String value) {
    public ToolId {
        if (!value.matches("[a-z][a-z0-9_-]*(\\.[a-z0-9][a-z0-9_-]*){1,3}")) {
            throw new IllegalArgumentException("not a tool id: " + value);
        }
    }

    /** The first part: {@code email}, {@code x}, {@code vault}. */
    public String channel() {
        return value.substring(0, value.indexOf('.'));
    }

    @Override
    public String toString() {
        return value;
    }
}
