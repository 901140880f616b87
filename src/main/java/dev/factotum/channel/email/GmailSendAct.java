package dev.factotum.channel.email;

import com.fasterxml.jackson.databind.JsonNode;
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

/**
 * Sends a mail by Gmail's API, which takes no key: whether an earlier call sent it is told by our Message-ID in Sent, and
 * where Gmail gave it another, by the key that is stamped beside it.
 */
final class GmailSendAct implements Act {
    private static final List<Duration> LOOKS =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2));
    private static final int MOST_COMPARED = 20;

    private final MailAction action;
    private final Gmail gmail;
    private final Enclosures enclosures;
    private final String name;

    GmailSendAct(MailAction action, Gmail gmail, Enclosures enclosures, String name) {
        this.action = action;
        this.gmail = gmail;
        this.enclosures = enclosures;
        this.name = name;
    }

    @Override
    public Effect effect() {
        return new Effect.Verifiable(LOOKS, false);
    }

    @Override
    public Outcome call(Arguments arguments, Call call) throws InterruptedException {
        return switch (enclosures.mail(action, arguments, call, name)) {
            case Enclosures.Made.Not(ToolError error) -> new Outcome.Failed(error);
            case Enclosures.Made.Mail(Outgoing mail) ->
                switch (thread(gmail, mail.inReplyTo())) {
                    case Belonging.Unknown(ToolError error) -> new Outcome.Failed(error);
                    case Belonging.Of(Optional<String> thread) -> sent(mail, thread, call);
                };
        };
    }

    private Outcome sent(Outgoing mail, Optional<String> thread, Call call) throws InterruptedException {
        return switch (gmail.send(MimeLetter.bytes(mail), thread)) {
            case ApiReply.Refused(ToolError error) -> new Outcome.Failed(error);
            case ApiReply.Lost(String why) -> new Outcome.Unknown(why);
            case ApiReply.Good good -> {
                String id = good.json().path("id").asText("");
                yield id.isEmpty()
                        ? new Outcome.Unknown("Gmail answered without an id")
                        : new Outcome.Done(new Receipt(mail.messageId(), false), MailText.outputs(call));
            }
        };
    }

    /** Where an answer belongs. */
    sealed interface Belonging {
        /** @param id empty where it begins a thread, or Gmail does not have the mail that it answers */
        record Of(Optional<String> id) implements Belonging {}

        record Unknown(ToolError error) implements Belonging {}
    }

    static Belonging thread(Gmail gmail, String inReplyTo) throws InterruptedException {
        if (inReplyTo.isEmpty()) {
            return new Belonging.Of(Optional.empty());
        }
        return switch (gmail.list("rfc822msgid:" + bare(inReplyTo), 1, "")) {
            case ApiReply.Refused(ToolError error) -> new Belonging.Unknown(error);
            case ApiReply.Lost(String why) -> new Belonging.Unknown(new ToolError.Transient(why));
            case ApiReply.Good good -> new Belonging.Of(Gmail.first(good.json(), "threadId"));
        };
    }

    static String bare(String messageId) {
        return messageId.replaceAll("[<>\\s\"]", "");
    }

    @Override
    public Verification verify(Arguments arguments, Call call) throws InterruptedException {
        String id = MailText.messageId(call);
        ApiReply reply = gmail.list("in:sent rfc822msgid:" + bare(id), 1, "");
        if (reply instanceof ApiReply.Good good
                && Gmail.first(good.json(), "id").isPresent()) {
            return found(id, call);
        }
        return reply instanceof ApiReply.Good ? compared(arguments, id, call) : silent(reply);
    }

    /** Looks through what was sent lately under this subject for the key. */
    private Verification compared(Arguments arguments, String id, Call call) throws InterruptedException {
        String subject = arguments.text("subject").replaceAll("[\"\\\\]", " ").strip();
        ApiReply reply = gmail.list("in:sent subject:\"" + subject + "\" newer_than:2d", MOST_COMPARED, "");
        if (!(reply instanceof ApiReply.Good good)) {
            return silent(reply);
        }
        for (JsonNode one : good.json().path("messages")) {
            ApiReply headers = gmail.headers(one.path("id").asText(""));
            if (headers instanceof ApiReply.Good seen) {
                for (JsonNode header : seen.json().path("payload").path("headers")) {
                    if (header.path("name").asText("").equalsIgnoreCase("X-Idempotency-Key")
                            && header.path("value").asText("").strip().equals(call.key())) {
                        return found(id, call);
                    }
                }
            } else if (!(headers instanceof ApiReply.Refused(ToolError.NotFound _))) {
                return silent(headers);
            }
        }
        return new Verification.NotFound();
    }

    private static Verification found(String id, Call call) {
        return new Verification.Found(new Receipt(id, false), MailText.outputs(call));
    }

    private static Verification silent(ApiReply reply) {
        return new Verification.NoAnswer(
                switch (reply) {
                    case ApiReply.Refused(ToolError error) -> error.message();
                    case ApiReply.Lost(String why) -> why;
                    case ApiReply.Good _ -> "Gmail's answer could not be used";
                });
    }
}
