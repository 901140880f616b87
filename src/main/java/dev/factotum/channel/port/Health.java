package dev.factotum.channel.port;

import dev.factotum.tool.ToolError;
import java.util.List;

/** How an account is. */
public sealed interface Health {
    /**
     * It works.
     *
     * @param who as the platform calls us: {@code @acme@mastodon.social}
     * @param notes what a person should know: scopes, limits, what is missing; a line each
     */
    record Well(String who, List<String> notes) implements Health {
        public Well {
            notes = List.copyOf(notes);
        }
    }

    record Ill(ToolError error) implements Health {}
}
