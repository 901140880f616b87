package dev.factotum.channel.x;

import dev.factotum.tool.ToolError;
import java.time.Instant;
import java.util.Optional;

/** Errors with more said. */
final class Errors {
    private Errors() {}

    /** The same error behind other words. */
    static ToolError behind(String words, ToolError error) {
        return switch (error) {
            case ToolError.Transient(String message) -> new ToolError.Transient(words + message);
            case ToolError.RateLimited(String message, Instant until) ->
                new ToolError.RateLimited(words + message, until);
            case ToolError.Quota(String message) -> new ToolError.Quota(words + message);
            case ToolError.Auth(String message, boolean refreshable) ->
                new ToolError.Auth(words + message, refreshable);
            case ToolError.Permission(String message) -> new ToolError.Permission(words + message);
            case ToolError.Validation(String message) -> new ToolError.Validation(words + message);
            case ToolError.Duplicate(String message, Optional<String> existing) ->
                new ToolError.Duplicate(words + message, existing);
            case ToolError.NotFound(String message) -> new ToolError.NotFound(words + message);
            case ToolError.ContentPolicy(String message) -> new ToolError.ContentPolicy(words + message);
            case ToolError.VersionSunset(String message) -> new ToolError.VersionSunset(words + message);
        };
    }
}
