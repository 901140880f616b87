package dev.factotum.channel.email;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Letter;
import dev.factotum.channel.sandbox.Place;
import dev.factotum.channel.sandbox.Texts;
import dev.factotum.tool.Account;
import dev.factotum.tool.Call;
import dev.factotum.tool.Conversation;
import dev.factotum.tool.Deed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A mail as it is sent: its headers, an empty line, its text. */
final class MailText {
    static final String MESSAGE_ID = "message_id";
    private static final String NO_DOMAIN = "sandbox.invalid";

    private MailText() {}

    /** Our Message-ID: the key at the sender's domain, so that it can be found again. */
    static Map<String, String> prepare(String key, Account account) {
        String from = from(account);
        return Map.of(MESSAGE_ID, "<" + key + from.substring(from.lastIndexOf('@')) + ">");
    }

    static Deed deed(Arguments arguments, Account account) {
        String place = Place.unnamed(account) ? "" : "from " + account.name() + "@";
        return new Deed("sends", "email", "emails", place, Receivers.of(arguments), Optional.empty(), false);
    }

    /** @param answered what the mail answers; {@link Conversation#NONE} where it starts a thread */
    static Letter letter(Arguments arguments, Call call, Conversation answered) {
        String id = call.prepared().getOrDefault(MESSAGE_ID, "");
        if (id.isEmpty()) {
            id = prepare(call.key(), call.account()).getOrDefault(MESSAGE_ID, "");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("From", from(call.account()));
        headers.put("To", Receivers.header(arguments, "to"));
        headers.put("Cc", Receivers.header(arguments, "cc"));
        headers.put("Bcc", Receivers.header(arguments, "bcc"));
        headers.put("Subject", arguments.text("subject"));
        headers.put("Message-ID", id);
        headers.put("In-Reply-To", Answer.inReplyTo(answered).orElse(""));
        headers.put("References", Answer.references(answered));
        StringBuilder text = new StringBuilder();
        headers.forEach((name, value) -> append(text, name, value));
        return new Letter(
                Map.of(),
                text.append('\n').append(arguments.text("body")).toString(),
                JsonNodeFactory.instance.objectNode().put(MESSAGE_ID, id));
    }

    private static void append(StringBuilder text, String name, String value) {
        if (Texts.breaksLine(value)) {
            throw new IllegalArgumentException("a line break in the header " + name);
        }
        if (!value.isEmpty()) {
            text.append(name).append(": ").append(value).append('\n');
        }
    }

    private static String from(Account account) {
        return switch (Addresses.read(account.handle())) {
            case Addresses.Read.Good good -> good.mailbox().address();
            case Addresses.Read.Bad bad -> "sandbox@" + NO_DOMAIN;
        };
    }
}
