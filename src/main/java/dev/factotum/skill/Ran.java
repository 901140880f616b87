package dev.factotum.skill;

import dev.factotum.tool.ToolError;
import java.util.Map;

/** What came of running a script. */
sealed interface Ran {
    /** It ended and answered. @param made the files it names, by name */
    record Answered(SkillAnswer answer, int exit, Map<String, byte[]> made) implements Ran {
        public Answered {
            made = Map.copyOf(made);
        }
    }

    /** It was never started. */
    record NotRun(ToolError error) implements Ran {}

    /** It was started, and what it did is not known. @param why a clause, with the end of what it said on stderr */
    record Silent(String why) implements Ran {}
}
