package dev.factotum.skill;

import java.time.Duration;
import java.util.List;

/** A skill's own watcher: {@code command} is asked for news every so often. @param network true where it may reach the network */
public record Watching(List<String> command, Duration every, boolean network) {
    public Watching {
        command = List.copyOf(command);
    }
}
