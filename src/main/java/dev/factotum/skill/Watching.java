package dev.factotum.skill;

import java.time.Duration;
import java.util.List;

/** A skill's own watcher: {@code command} is asked for news every so often. */
public record Watching(List<String> command, Duration every) {
    public Watching {
        command = List.copyOf(command);
    }
}
