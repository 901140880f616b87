package dev.factotum.channel.email;

import dev.factotum.channel.email.wire.Asked;
import dev.factotum.channel.email.wire.Delivery;
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
import dev.factotum.tool.Verification;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sends a mail, then puts a copy into Sent where the provider does not do so itself. Whether an earlier call sent it is told
 * by Sent: found, it was. Not found proves nothing, for a program that ends between the two leaves no copy.
 */
final class SendAct implements Act {
    private static final List<Duration> LOOKS =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2));

    private final MailAction action;
    private final Wires wires;
    private final Enclosures enclosures;

    SendAct(MailAction action, Wires wires, Enclosures enclosures) {
        this.action = action;
        this.wires = wires;
        this.enclosures = enclosures;
    }

    @Override
    public Effect effect() {
        return wires.settings().imap().isPresent() ? new Effect.Verifiable(LOOKS, false) : new Effect.Unverifiable();
    }

    @Override
    public Outcome call(Arguments arguments, Call call) throws InterruptedException {
        return switch (enclosures.mail(action, arguments, call, wires.settings().name())) {
            case Enclosures.Made.Not(ToolError error) -> new Outcome.Failed(error);
            case Enclosures.Made.Mail(Outgoing mail) -> sent(mail, call);
        };
    }

    private Outcome sent(Outgoing mail, Call call) throws InterruptedException {
        List<String> to = Stream.of(mail.to(), mail.cc(), mail.bcc())
                .flatMap(List::stream)
                .map(Outgoing.Box::address)
                .distinct()
                .toList();
        byte[] bytes = MimeLetter.bytes(mail);
        return switch (wires.send(bytes, to)) {
            case Delivery.Refused refused -> new Outcome.Failed(refused.error());
            case Delivery.Unclear(String why) -> new Outcome.Unknown(why);
            case Delivery.Accepted _ ->
                new Outcome.Done(
                        new Receipt(mail.messageId() + copied(bytes, mail.messageId()), false), MailText.outputs(call));
        };
    }

    /** What is to be said of the copy; nothing where it is where it belongs. It was sent, whatever becomes of it. */
    private String copied(byte[] bytes, String messageId) throws InterruptedException {
        if (wires.settings().files() || wires.settings().imap().isEmpty()) {
            return "";
        }
        for (int tries = 0; tries < 2; tries++) {
            if (wires.read(imap -> new Filing(imap).put(Folders.SENT, bytes, messageId)) instanceof Asked.Told<?>) {
                return "";
            }
        }
        return " (without a copy in Sent)";
    }

    @Override
    public Verification verify(Arguments arguments, Call call) throws InterruptedException {
        String id = MailText.messageId(call);
        return switch (wires.<Optional<String>>read(imap -> new Filing(imap).find(Folders.SENT, id))) {
            case Asked.Silent<Optional<String>>(ToolError error) -> new Verification.NoAnswer(error.message());
            case Asked.Told<Optional<String>>(Optional<String> folder) ->
                folder.isPresent()
                        ? new Verification.Found(new Receipt(id, false), MailText.outputs(call))
                        : new Verification.NotFound();
        };
    }
}
