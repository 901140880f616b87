package dev.factotum.notice.way;

import dev.factotum.tool.ToolError;

/** What came of a message. */
public sealed interface Sent {
    /** @param receipt the service's own id of it; where it gives none, what it said */
    record Done(String receipt) implements Sent {}

    /** It certainly did not arrive. */
    record Failed(ToolError error) implements Sent {
        /** True where no later try can heal it: the target is left alone until its setting changes. */
        public boolean dead() {
            return switch (error) {
                case ToolError.Transient _, ToolError.RateLimited _ -> false;
                case ToolError.Auth auth -> !auth.refreshable();
                case ToolError.Quota _,
                        ToolError.Permission _,
                        ToolError.Validation _,
                        ToolError.Duplicate _,
                        ToolError.NotFound _,
                        ToolError.ContentPolicy _,
                        ToolError.VersionSunset _ -> true;
            };
        }
    }

    /** Nobody knows whether it arrived. */
    record Unclear(String why) implements Sent {}
}
