package dev.factotum.channel.email;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.email.wire.Outgoing;
import dev.factotum.channel.email.wire.Outgoing.Box;
import dev.factotum.channel.email.wire.Outgoing.Enclosed;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Letter;
import dev.factotum.channel.sandbox.Place;
import dev.factotum.channel.sandbox.Texts;
import dev.factotum.tool.Account;
import dev.factotum.tool.Call;
import dev.factotum.tool.Conversation;
import dev.factotum.tool.Deed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mail as it is sent: its headers, an empty line, its text. */
final class MailText {
    static final String MESSAGE_ID = "message_id";
    private static final String NO_DOMAIN = "sandbox.invalid";

    /** So many receivers are a mailing, which each of them must be able to leave. */
    private static final int MANY = 20;

    private MailText() {}

    /** Our Message-ID: the key at the sender's domain, so that it can be found again. */
    static Map<String, String> prepare(String key, Account account) {
        String from = from(account);
        return Map.of(MESSAGE_ID, "<" + key + from.substring(from.lastIndexOf('@')) + ">");
    }

    /** The Message-ID that belongs to a call. */
    static String messageId(Call call) {
        String id = call.prepared().getOrDefault(MESSAGE_ID, "");
        return id.isEmpty() ? prepare(call.key(), call.account()).getOrDefault(MESSAGE_ID, "") : id;
    }

    static ObjectNode outputs(Call call) {
        return JsonNodeFactory.instance.objectNode().put(MESSAGE_ID, messageId(call));
    }

    static Deed deed(Arguments arguments, Account account) {
        String place = Place.unnamed(account) ? "" : "from " + account.name() + "@";
        return new Deed("sends", "email", "emails", place, Receivers.of(arguments), Optional.empty(), false);
    }

    /** @param answered what the mail answers; {@link Conversation#NONE} where it starts a thread */
    static Outgoing mail(
            Arguments arguments,
            Call call,
            Conversation answered,
            String subject,
            String body,
            String name,
            List<Enclosed> files) {
        String from = from(call.account());
        List<Box> to = Receivers.boxes(arguments, "to");
        List<Box> cc = Receivers.boxes(arguments, "cc");
        List<Box> bcc = Receivers.boxes(arguments, "bcc");
        Optional<String> written = Optional.of(
                        arguments.text("list_unsubscribe").strip())
                .filter(leave -> !leave.isEmpty())
                .map(leave -> leave.contains(":") ? leave : "mailto:" + leave);
        Optional<String> leave = written.isEmpty() && to.size() + cc.size() + bcc.size() >= MANY
                ? Optional.of("mailto:" + from + "?subject=unsubscribe")
                : written;
        return new Outgoing(
                call.key(),
                messageId(call),
                call.at(),
                new Box(from, name),
                to,
                cc,
                bcc,
                subject,
                Answer.inReplyTo(answered).orElse(""),
                Answer.references(answered),
                body,
                files,
                arguments.flag("automatic"),
                leave);
    }

    /** The same mail, as the sandbox shows it. */
    static Letter letter(Arguments arguments, Call call, Conversation answered) {
        return letter(arguments, call, answered, arguments.text("subject"), arguments.text("body"));
    }

    static Letter letter(Arguments arguments, Call call, Conversation answered, String subject, String body) {
        Outgoing mail = mail(arguments, call, answered, subject, body, "", List.of());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("From", mail.from().address());
        headers.put("To", Receivers.header(arguments, "to"));
        headers.put("Cc", Receivers.header(arguments, "cc"));
        headers.put("Bcc", Receivers.header(arguments, "bcc"));
        headers.put("Subject", subject);
        headers.put("Message-ID", mail.messageId());
        headers.put("In-Reply-To", mail.inReplyTo());
        headers.put("References", mail.references());
        headers.put("Auto-Submitted", mail.automatic() ? "auto-generated" : "");
        headers.put(
                "List-Unsubscribe", mail.unsubscribe().map(to -> "<" + to + ">").orElse(""));
        StringBuilder text = new StringBuilder();
        headers.forEach((name, value) -> append(text, name, value));
        return new Letter(Map.of(), text.append('\n').append(body).toString(), outputs(call));
    }

    private static void append(StringBuilder text, String name, String value) {
        if (Texts.breaksLine(value)) {
            throw new IllegalArgumentException("a line break in the header " + name);
        }
        if (!value.isEmpty()) {
            text.append(name).append(": ").append(value).append('\n');
        }
    }

    static String from(Account account) {
        return switch (Addresses.read(account.handle())) {
            case Addresses.Read.Good good -> good.mailbox().address();
            case Addresses.Read.Bad bad -> "sandbox@" + NO_DOMAIN;
        };
    }
}
