package dev.factotum.tool;

import java.util.List;
import java.util.Optional;

/** Tools that come and go while the program runs, such as those of skill folders and of MCP servers. Thread-safe. */
public interface ToolSource {
    /** Those there are at present; cheap, for every look into the toolbox asks. */
    List<Tool> tools();

    /** Why there is no such tool, where it is nearly there: a sentence that says what to do. */
    default Optional<String> absent(String id) {
        return Optional.empty();
    }
}
