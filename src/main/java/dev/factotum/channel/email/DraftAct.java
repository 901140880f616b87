package dev.factotum.channel.email;

import dev.factotum.channel.email.wire.Asked;
import dev.factotum.channel.email.wire.Filing;
import dev.factotum.channel.email.wire.Folders;
import dev.factotum.channel.email.wire.MimeLetter;
import dev.factotum.channel.email.wire.Outgoing;
import dev.factotum.channel.port.Act;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.tool.Call;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.ToolError;
import java.time.Duration;

/** Puts a mail into Drafts, unless it stands there already: doing it again is harmless. */
final class DraftAct implements Act {
    private final Wires wires;
    private final Enclosures enclosures;

    DraftAct(Wires wires, Enclosures enclosures) {
        this.wires = wires;
        this.enclosures = enclosures;
    }

    @Override
    public Effect effect() {
        return new Effect.Keyed(Duration.ofDays(1));
    }

    @Override
    public Outcome call(Arguments arguments, Call call) throws InterruptedException {
        return switch (enclosures.mail(
                EmailChannel.DRAFT, arguments, call, wires.settings().name())) {
            case Enclosures.Made.Not(ToolError error) -> new Outcome.Failed(error);
            case Enclosures.Made.Mail(Outgoing mail) ->
                switch (wires.<String>read(
                        imap -> new Filing(imap).put(Folders.DRAFTS, MimeLetter.bytes(mail), mail.messageId()))) {
                    case Asked.Silent<String>(ToolError error) -> new Outcome.Failed(error);
                    case Asked.Told<String>(String folder) ->
                        new Outcome.Done(
                                new Receipt("in " + folder + ": " + mail.messageId(), false), MailText.outputs(call));
                };
        };
    }
}
