package dev.factotum.tool;

import java.time.Instant;
import java.util.Optional;

/** Why a call certainly did nothing (platforms.md 0.1). */
public sealed interface ToolError {
    String message();

    /** Passes by itself: a later try may work. */
    record Transient(String message) implements ToolError {}

    record RateLimited(String message, Instant until) implements ToolError {}

    /** Credits, plan or spend cap: no retry heals it. */
    record Quota(String message) implements ToolError {}

    /** @param refreshable true where a token refresh may mend it, false where a person must connect again */
    record Auth(String message, boolean refreshable) implements ToolError {}

    record Permission(String message) implements ToolError {}

    record Validation(String message) implements ToolError {}

    /** The provider says the same content stands already. @param existing its id, where told */
    record Duplicate(String message, Optional<String> existing) implements ToolError {}

    record NotFound(String message) implements ToolError {}

    record ContentPolicy(String message) implements ToolError {}

    record VersionSunset(String message) implements ToolError {}
}
