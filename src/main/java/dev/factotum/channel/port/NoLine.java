package dev.factotum.channel.port;

import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.tool.Call;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.ToolId;
import java.util.Optional;

/** An account whose settings lead nowhere: whatever is asked of it says so, and nothing is sent. */
public record NoLine(String why) implements Line {
    @Override
    public Optional<Act> act(ToolId tool) {
        return Optional.of(new Act() {
            @Override
            public Effect effect() {
                return new Effect.Unverifiable();
            }

            @Override
            public Outcome call(Arguments arguments, Call call) {
                return new Outcome.Failed(new ToolError.Validation(why));
            }
        });
    }

    @Override
    public Health health() {
        return new Health.Ill(new ToolError.Validation(why));
    }
}
