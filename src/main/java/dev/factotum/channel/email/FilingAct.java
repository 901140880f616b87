package dev.factotum.channel.email;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.factotum.channel.email.wire.Asked;
import dev.factotum.channel.email.wire.Filing;
import dev.factotum.channel.email.wire.Filing.Filed;
import dev.factotum.channel.port.Act;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.tool.Call;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.ToolError;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Marks or moves the matter's mail; what is so already stays so, so that doing it again is harmless. */
final class FilingAct implements Act {
    private final EmailFiling action;
    private final Wires wires;

    FilingAct(EmailFiling action, Wires wires) {
        this.action = action;
        this.wires = wires;
    }

    @Override
    public Effect effect() {
        return new Effect.Keyed(Duration.ofDays(1));
    }

    @Override
    public Outcome call(Arguments arguments, Call call) throws InterruptedException {
        Optional<String> id = call.conversation().messageId();
        if (id.isEmpty()) {
            return new Outcome.Failed(new ToolError.NotFound("this matter is no mail with a Message-ID"));
        }
        String word = arguments.text(action.argument());
        String from = wires.settings().folder();
        Asked<Filed> asked = wires.read(imap -> action.moves()
                ? new Filing(imap).move(from, id.get(), word)
                : new Filing(imap)
                        .flag(from, id.get(), word.toLowerCase(Locale.ROOT).replace(' ', '_')));
        return switch (asked) {
            case Asked.Silent<Filed>(ToolError error) -> new Outcome.Failed(error);
            case Asked.Told<Filed>(Filed filed) ->
                switch (filed) {
                    case DONE, ALREADY ->
                        new Outcome.Done(
                                new Receipt((action.moves() ? "in " : "marked ") + word, false),
                                JsonNodeFactory.instance.objectNode().put(action.argument(), word));
                    case GONE -> new Outcome.Failed(new ToolError.NotFound("the mail no longer stands in " + from));
                };
        };
    }
}
