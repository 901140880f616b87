package dev.factotum.tool;

import java.util.List;

/** Tools that come and go while the program runs, such as those of skill folders and of MCP servers. Thread-safe. */
@FunctionalInterface
public interface ToolSource {
    /** Those there are at present; cheap, for every look into the toolbox asks. */
    List<Tool> tools();
}
