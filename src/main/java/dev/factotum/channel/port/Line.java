package dev.factotum.channel.port;

import dev.factotum.tool.ToolId;
import dev.factotum.tool.Watcher;
import java.util.List;
import java.util.Optional;

/** An account that is connected. Thread-safe. */
public interface Line extends AutoCloseable {
    /** How a tool is done here; empty where this account cannot do it. */
    Optional<Act> act(ToolId tool);

    /** Logs in and asks who we are. */
    Health health() throws InterruptedException;

    /** Whom to ask for news, each with a name that begins with the account's. */
    default List<Watcher> watchers() {
        return List.of();
    }

    /** Our own posts and how they fare; empty where the platform does not tell. */
    default Optional<OwnPosts> posts() {
        return Optional.empty();
    }

    @Override
    default void close() {}
}
