package dev.factotum.llm.wire;

import dev.factotum.llm.ModelFault;
import dev.factotum.llm.Prompt;
import dev.factotum.llm.Prompt.ToolCall;
import dev.factotum.llm.Reply;
import dev.factotum.llm.TokenUse;
import dev.factotum.markdown.Escape;
import java.util.List;

/** Makes replies of what providers wrote, one way for all of them. */
public record Replies(String provider, Prompt prompt, String model, TokenUse use, String requestId) {
    private static final int LONGEST_NAME = 100;

    /** The name of the model is the provider's to say, and stands in the log. */
    public Replies {
        String line = Escape.terminal(model).replaceAll("\\s+", " ").strip();
        model = line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME) + "…";
    }

    /** A whole answer, if it is what was asked for. @param text empty where only tools are called */
    public Reply answer(String text, List<ToolCall> calls) {
        if (calls.isEmpty() && text.isBlank()) {
            return failed(new ModelFault.Unusable(provider + ": " + model + " answered nothing"));
        }
        Shaped.Form form = prompt.shape().isEmpty() || text.isBlank() || !calls.isEmpty()
                ? new Shaped.Form.Fits(text)
                : Shaped.form(text, prompt.shape().get());
        return switch (form) {
            case Shaped.Form.Fits(String fit) -> new Reply.Answer(fit, calls, model, use, requestId);
            case Shaped.Form.Other(String why) ->
                failed(new ModelFault.Unusable(
                        provider + ": " + model + " answered in another form than was asked for: " + why));
        };
    }

    public Reply.Failure cutOff() {
        return failed(new ModelFault.Unusable(provider + ": " + model + " was cut off: its answer is longer than the "
                + prompt.maxOutput() + " tokens it was given"));
    }

    public Reply.Failure refused() {
        return failed(new ModelFault.Refused(provider + ": " + model + " will not answer this"));
    }

    public Reply.Failure failed(ModelFault fault) {
        return new Reply.Failure(fault, use, requestId);
    }
}
