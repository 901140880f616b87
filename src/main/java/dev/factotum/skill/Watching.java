package dev.factotum.skill;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A skill's own watcher: {@code command} is asked for news every so often. @param network true where it may reach the network; @param secrets references by the variable they come in */
public record Watching(List<String> command, Duration every, boolean network, Map<String, String> secrets) {
    public Watching {
        command = List.copyOf(command);
        secrets = Map.copyOf(secrets);
    }
}
