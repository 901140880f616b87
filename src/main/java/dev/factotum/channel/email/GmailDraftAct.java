package dev.factotum.channel.email;

import dev.factotum.channel.email.wire.MimeLetter;
import dev.factotum.channel.email.wire.Outgoing;
import dev.factotum.channel.port.Act;
import dev.factotum.channel.port.ApiReply;
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

/** Puts a mail into Gmail's drafts. */
final class GmailDraftAct implements Act {
    private final Gmail gmail;
    private final Enclosures enclosures;
    private final String name;

    GmailDraftAct(Gmail gmail, Enclosures enclosures, String name) {
        this.gmail = gmail;
        this.enclosures = enclosures;
        this.name = name;
    }

    @Override
    public Effect effect() {
        return new Effect.Verifiable(List.of(Duration.ofSeconds(5), Duration.ofSeconds(30)), false);
    }

    @Override
    public Outcome call(Arguments arguments, Call call) throws InterruptedException {
        return switch (enclosures.mail(EmailChannel.DRAFT, arguments, call, name)) {
            case Enclosures.Made.Not(ToolError error) -> new Outcome.Failed(error);
            case Enclosures.Made.Mail(Outgoing mail) ->
                switch (GmailSendAct.thread(gmail, mail.inReplyTo())) {
                    case GmailSendAct.Belonging.Unknown(ToolError error) -> new Outcome.Failed(error);
                    case GmailSendAct.Belonging.Of(Optional<String> thread) -> put(mail, thread, call);
                };
        };
    }

    private Outcome put(Outgoing mail, Optional<String> thread, Call call) throws InterruptedException {
        return switch (gmail.draft(MimeLetter.bytes(mail), thread)) {
            case ApiReply.Refused(ToolError error) -> new Outcome.Failed(error);
            case ApiReply.Lost(String why) -> new Outcome.Unknown(why);
            case ApiReply.Good good -> {
                String id = good.json().path("id").asText("");
                yield id.isEmpty()
                        ? new Outcome.Unknown("Gmail answered without an id")
                        : new Outcome.Done(new Receipt("draft " + id, false), MailText.outputs(call));
            }
        };
    }

    @Override
    public Verification verify(Arguments arguments, Call call) throws InterruptedException {
        return switch (gmail.drafts("rfc822msgid:" + GmailSendAct.bare(MailText.messageId(call)))) {
            case ApiReply.Refused(ToolError error) -> new Verification.NoAnswer(error.message());
            case ApiReply.Lost(String why) -> new Verification.NoAnswer(why);
            case ApiReply.Good good -> {
                String id = good.json().path("drafts").path(0).path("id").asText("");
                yield id.isEmpty()
                        ? new Verification.NotFound()
                        : new Verification.Found(new Receipt("draft " + id, false), MailText.outputs(call));
            }
        };
    }
}
