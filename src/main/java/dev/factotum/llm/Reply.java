package dev.factotum.llm;

import java.util.List;

/** What one call of a provider brought. */
public sealed interface Reply {
    /** What was used and is to be paid, also where nothing usable came. */
    TokenUse use();

    /** The provider's id of the request, for its support; empty where none was told. */
    String requestId();

    /**
     * An answer.
     *
     * @param text JSON where a shape was asked for; empty where only tools are called
     * @param model the model that answered, as its provider names it
     */
    record Answer(String text, List<Prompt.ToolCall> calls, String model, TokenUse use, String requestId)
            implements Reply {
        public Answer {
            calls = List.copyOf(calls);
        }
    }

    /** @param sent false where it is certain that nothing left this machine: such a call is none */
    record Failure(ModelFault fault, TokenUse use, String requestId, boolean sent) implements Reply {
        public Failure(ModelFault fault, TokenUse use, String requestId) {
            this(fault, use, requestId, true);
        }
    }
}
