package dev.factotum.llm;

import java.util.List;
import java.util.Optional;

/** What one call of a provider brought. */
public sealed interface Reply extends CallEnd {
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

        @Override
        public Optional<ModelFault> failed() {
            return Optional.empty();
        }
    }

    /**
     * Nothing usable came, whatever was asked for.
     *
     * @param sent false where it is certain that nothing left this machine: such a call is none
     */
    record Failure(ModelFault fault, TokenUse use, String requestId, boolean sent) implements Reply, Embedding {
        public Failure(ModelFault fault, TokenUse use, String requestId) {
            this(fault, use, requestId, true);
        }

        @Override
        public Optional<ModelFault> failed() {
            return Optional.of(fault);
        }
    }
}
