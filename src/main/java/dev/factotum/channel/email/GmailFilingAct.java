package dev.factotum.channel.email;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.factotum.channel.port.Act;
import dev.factotum.channel.port.ApiReply;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.tool.Call;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.ToolError;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Labels a mail in Gmail, where a folder is a label and moving takes it out of the inbox. Doing it again is harmless. */
final class GmailFilingAct implements Act {
    private final EmailFiling action;
    private final Gmail gmail;

    GmailFilingAct(EmailFiling action, Gmail gmail) {
        this.action = action;
        this.gmail = gmail;
    }

    @Override
    public Effect effect() {
        return new Effect.Keyed(Duration.ofDays(1));
    }

    @Override
    public Outcome call(Arguments arguments, Call call) throws InterruptedException {
        Optional<String> messageId = call.conversation().messageId();
        if (messageId.isEmpty()) {
            return new Outcome.Failed(new ToolError.NotFound("this matter is no mail with a Message-ID"));
        }
        ApiReply listed = gmail.list("rfc822msgid:" + GmailSendAct.bare(messageId.get()), 1, "");
        if (!(listed instanceof ApiReply.Good good)) {
            return outcome(listed);
        }
        Optional<String> id = Gmail.first(good.json(), "id");
        if (id.isEmpty()) {
            return new Outcome.Failed(new ToolError.NotFound("Gmail no longer has the mail"));
        }
        return labelled(id.get(), arguments.text(action.argument()));
    }

    private Outcome labelled(String id, String word) throws InterruptedException {
        String plain = word.toLowerCase(Locale.ROOT);
        if (!action.moves() && plain.equals("seen")) {
            return changed(gmail.modify(id, List.of(), List.of("UNREAD")), word);
        }
        if (action.moves() && (plain.equals("archive") || plain.equals("inbox"))) {
            boolean back = plain.equals("inbox");
            return changed(
                    gmail.modify(id, back ? List.of("INBOX") : List.of(), back ? List.of() : List.of("INBOX")), word);
        }
        if (!action.moves() && plain.equals("flagged")) {
            return changed(gmail.modify(id, List.of("STARRED"), List.of()), word);
        }
        ApiReply labels = gmail.labels();
        if (!(labels instanceof ApiReply.Good good)) {
            return outcome(labels);
        }
        for (JsonNode label : good.json().path("labels")) {
            if (label.path("name").asText("").equalsIgnoreCase(word)) {
                return put(id, label.path("id").asText(""), word);
            }
        }
        ApiReply made = gmail.makeLabel(word);
        return made instanceof ApiReply.Good fresh
                ? put(id, fresh.json().path("id").asText(""), word)
                : outcome(made);
    }

    private Outcome put(String id, String label, String word) throws InterruptedException {
        return label.isEmpty()
                ? new Outcome.Unknown("Gmail answered without an id")
                : changed(gmail.modify(id, List.of(label), action.moves() ? List.of("INBOX") : List.of()), word);
    }

    private Outcome changed(ApiReply reply, String word) {
        return reply instanceof ApiReply.Good
                ? new Outcome.Done(
                        new Receipt((action.moves() ? "in " : "marked ") + word, false),
                        JsonNodeFactory.instance.objectNode().put(action.argument(), word))
                : outcome(reply);
    }

    private static Outcome outcome(ApiReply reply) {
        return switch (reply) {
            case ApiReply.Refused(ToolError error) -> new Outcome.Failed(error);
            case ApiReply.Lost(String why) -> new Outcome.Unknown(why);
            case ApiReply.Good _ -> new Outcome.Unknown("Gmail's answer could not be used");
        };
    }
}
