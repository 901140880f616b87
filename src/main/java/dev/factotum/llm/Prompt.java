package dev.factotum.llm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of a model. It holds no secret.
 *
 * @param instructions trusted text: the system prompt
 * @param shape what the answer must be, where it is to be JSON
 * @param tools read-only tools that the model may call on its way to the answer
 * @param maxOutput tokens at most, reasoning among them
 */
public record Prompt(
        Purpose purpose,
        Payer payer,
        String instructions,
        List<Turn> turns,
        Optional<AnswerShape> shape,
        List<OfferedTool> tools,
        int maxOutput,
        Optional<Double> temperature) {
    public Prompt {
        turns = List.copyOf(turns);
        tools = List.copyOf(tools);
        if (turns.isEmpty() || maxOutput < 1) {
            throw new IllegalArgumentException("nothing is asked");
        }
    }

    /** The same with nothing to call, for models that call no tools. */
    public Prompt withoutTools() {
        return new Prompt(purpose, payer, instructions, turns, shape, List.of(), maxOutput, temperature);
    }

    /**
     * Whose budgets a call counts against.
     *
     * @param agent the agent's name; empty for the program itself
     * @param matter the matter's id
     */
    public record Payer(String agent, Optional<String> client, Optional<String> matter) {}

    /** One part of the conversation so far. */
    public sealed interface Turn {
        record User(String text) implements Turn {}

        /** What the model said before, calls of tools among it. */
        record Assistant(String text, List<ToolCall> calls) implements Turn {
            public Assistant {
                calls = List.copyOf(calls);
            }
        }

        /** What a called tool answered. */
        record Answered(String callId, String text) implements Turn {}
    }

    /** A call that the model wants made. @param arguments as the model wrote them, not yet checked */
    public record ToolCall(String id, String name, String arguments) {}

    /** @param name letters, digits, hyphens and underscores, at most 64; @param schema JSON Schema, every property required, nothing else allowed */
    public record AnswerShape(String name, ObjectNode schema) {
        public AnswerShape {
            schema = schema.deepCopy();
        }
    }

    /** @param name letters, digits, hyphens and underscores, at most 64; @param schema JSON Schema of its arguments */
    public record OfferedTool(String name, String description, ObjectNode schema) {
        public OfferedTool {
            schema = schema.deepCopy();
        }
    }
}
