package dev.factotum.channel.email;

import dev.factotum.channel.email.wire.Outgoing;
import dev.factotum.channel.email.wire.Outgoing.Enclosed;
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

/** {@code email.send}: a mail that starts a thread. */
final class EmailSend implements MailAction {
    @Override
    public ToolId id() {
        return new ToolId("email.send");
    }

    @Override
    public String channel() {
        return EmailChannel.NAME;
    }

    @Override
    public String description() {
        return "Sends a new plain-text email, with attachments from the vault, to at most 100 receivers.";
    }

    @Override
    public Schema arguments() {
        return EmailChannel.arguments()
                .string("list_unsubscribe", "Where receivers of a mailing leave it: a page (https) or an address.")
                .required("to", "subject", "body")
                .build();
    }

    @Override
    public Schema outputs() {
        return EmailChannel.outputs();
    }

    @Override
    public List<ArgumentFault> check(Arguments arguments, List<AttachedFile> files, Account account) {
        Faults faults = new Faults();
        Receivers.check(arguments, "names nobody", "Write an address such as jo@example.com.", faults);
        MailCheck.check(arguments, files, faults);
        MailCheck.unsubscribe(arguments, faults);
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
        return MailText.letter(arguments, call, Conversation.NONE);
    }

    @Override
    public Outgoing mail(Arguments arguments, Call call, String name, List<Enclosed> files) {
        return MailText.mail(
                arguments, call, Conversation.NONE, arguments.text("subject"), arguments.text("body"), name, files);
    }
}
