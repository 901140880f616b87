package dev.factotum.channel.x;

import dev.factotum.channel.port.Act;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.tool.Call;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.ToolError;
import java.util.Optional;

/** A step that only reads, live. */
final class ReadAct implements Act {
    private final Allowance allowance;
    private final Reading reading;

    ReadAct(Allowance allowance, Reading reading) {
        this.allowance = allowance;
        this.reading = reading;
    }

    /** What is read. */
    interface Reading {
        Reader.Read of(Arguments arguments) throws InterruptedException;
    }

    @Override
    public Effect effect() {
        return new Effect.Read();
    }

    @Override
    public Outcome call(Arguments arguments, Call call) throws InterruptedException {
        Optional<ToolError> none = allowance.usedUp();
        if (none.isPresent()) {
            return new Outcome.Failed(none.get());
        }
        return switch (reading.of(arguments)) {
            case Reader.Read.Failed(ToolError error) -> new Outcome.Failed(error);
            case Reader.Read.Found found ->
                new Outcome.Done(new Receipt(found.posts().size() + " posts read", false), Listing.of(found.posts()));
        };
    }
}
