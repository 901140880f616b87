package dev.factotum.crew;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.llm.Prompt.OfferedTool;

/** A read-only tool that a planner may call on its way to a plan, bound to one matter. */
interface Lookup {
    OfferedTool offered();

    /** @param arguments as the model gave them, not checked; @return short text, and what is wrong in words */
    String answer(JsonNode arguments) throws InterruptedException;

    /** How many chars of an answer are told at most. */
    default int most() {
        return 6_000;
    }
}
