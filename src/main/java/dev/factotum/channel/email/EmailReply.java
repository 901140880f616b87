package dev.factotum.channel.email;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.sandbox.Action;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Faults;
import dev.factotum.channel.sandbox.Letter;
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

/** {@code email.reply}: an answer within the thread of the mail that the matter holds. */
final class EmailReply implements Action {
    @Override
    public ToolId id() {
        return new ToolId("email.reply");
    }

    @Override
    public String channel() {
        return EmailChannel.NAME;
    }

    @Override
    public String description() {
        return "Answers the matter's email in its thread; receiver and subject follow from it where left out.";
    }

    @Override
    public Schema arguments() {
        return EmailChannel.arguments().required("body").build();
    }

    @Override
    public Schema outputs() {
        return EmailChannel.outputs();
    }

    /** The sender's bare address and {@code Re: SUBJECT}, where the step leaves them out. */
    @Override
    public ObjectNode complete(ObjectNode arguments, Conversation conversation) {
        ObjectNode completed = arguments.deepCopy();
        Arguments written = new Arguments(arguments, false);
        if (!written.has("to")) {
            conversation.from().ifPresent(from -> {
                if (Addresses.ofSender(from) instanceof Addresses.Read.Good good) {
                    completed.putArray("to").add(good.mailbox().address());
                }
            });
        }
        if (!written.has("subject") && !conversation.equals(Conversation.NONE)) {
            completed.put("subject", Answer.subject(conversation.subject().orElse("")));
        }
        return completed;
    }

    @Override
    public List<ArgumentFault> check(Arguments arguments, List<AttachedFile> files, Account account) {
        Faults faults = new Faults();
        Receivers.check(
                arguments,
                "has nobody to answer: this matter has no sender with a mail address",
                "Write to: with an address, or take email.send.",
                faults);
        MailCheck.check(arguments, files, faults);
        return faults.list();
    }

    @Override
    public Deed deed(Arguments arguments, Account account) {
        return MailText.deed(arguments, account);
    }

    @Override
    public Map<String, String> prepare(String key, Account account) {
        return MailText.prepare(key, account);
    }

    @Override
    public Letter letter(Arguments arguments, Call call) {
        return MailText.letter(arguments, call, call.conversation());
    }
}
