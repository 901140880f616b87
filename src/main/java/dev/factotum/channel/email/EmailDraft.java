package dev.factotum.channel.email;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.email.wire.Outgoing;
import dev.factotum.channel.email.wire.Outgoing.Enclosed;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Faults;
import dev.factotum.channel.sandbox.Letter;
import dev.factotum.channel.sandbox.Place;
import dev.factotum.tool.Account;
import dev.factotum.tool.ArgumentFault;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Call;
import dev.factotum.tool.Conversation;
import dev.factotum.tool.Deed;
import dev.factotum.tool.Schema;
import dev.factotum.tool.ToolId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code email.draft}: a mail that waits in the mailbox's Drafts until a person sends it. */
final class EmailDraft implements MailAction {
    @Override
    public ToolId id() {
        return new ToolId("email.draft");
    }

    @Override
    public String channel() {
        return EmailChannel.NAME;
    }

    @Override
    public String description() {
        return "Puts an email into the mailbox's Drafts, in the matter's thread; a person sends it from there.";
    }

    @Override
    public Schema arguments() {
        return EmailChannel.arguments().required("subject", "body").build();
    }

    @Override
    public Schema outputs() {
        return EmailChannel.outputs();
    }

    @Override
    public ObjectNode complete(ObjectNode arguments, Conversation conversation) {
        ObjectNode completed = arguments.deepCopy();
        if (!new Arguments(arguments, false).has("subject")
                && conversation.messageId().isPresent()) {
            completed.put("subject", Answer.subject(conversation.subject().orElse("")));
        }
        return completed;
    }

    @Override
    public List<ArgumentFault> check(Arguments arguments, List<AttachedFile> files, Account account) {
        Faults faults = new Faults();
        Receivers.each(arguments, faults);
        MailCheck.check(arguments, files, faults);
        return faults.list();
    }

    /** It reaches nobody: its receivers are only written down. */
    @Override
    public Deed deed(Arguments arguments, Account account) {
        String place = Place.unnamed(account) ? "" : "in the mailbox of " + account.name() + "@";
        return new Deed("drafts", "email", "emails", place, List.of(), Optional.empty(), false);
    }

    @Override
    public Map<String, String> prepare(String key, Account account) {
        return MailText.prepare(key, account);
    }

    @Override
    public Letter letter(Arguments arguments, Call call) {
        return MailText.letter(arguments, call, thread(arguments, call));
    }

    @Override
    public Outgoing mail(Arguments arguments, Call call, String name, List<Enclosed> files) {
        return MailText.mail(
                arguments,
                call,
                thread(arguments, call),
                arguments.text("subject"),
                arguments.text("body"),
                name,
                files);
    }

    /** Only a draft that keeps the subject is an answer. */
    private static Conversation thread(Arguments arguments, Call call) {
        return call.conversation().messageId().isPresent()
                        && Answer.subject(call.conversation().subject().orElse(""))
                                .equals(Answer.subject(arguments.text("subject")))
                ? call.conversation()
                : Conversation.NONE;
    }
}
