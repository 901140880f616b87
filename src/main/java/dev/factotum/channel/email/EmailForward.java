package dev.factotum.channel.email;

import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** {@code email.forward}: passes the matter's mail on to others. */
final class EmailForward implements MailAction {
    private static final String RULE = "---------- Forwarded message ----------\n";

    @Override
    public ToolId id() {
        return new ToolId("email.forward");
    }

    @Override
    public String channel() {
        return EmailChannel.NAME;
    }

    @Override
    public String description() {
        return "Passes the matter's email on: its text below words of one's own, with files of the vault.";
    }

    @Override
    public Schema arguments() {
        return EmailChannel.arguments()
                .text("note", "Words above what is passed on.")
                .required("to", "body")
                .build();
    }

    @Override
    public Schema outputs() {
        return EmailChannel.outputs();
    }

    @Override
    public ObjectNode complete(ObjectNode arguments, Conversation conversation) {
        ObjectNode completed = arguments.deepCopy();
        if (!new Arguments(arguments, false).has("subject") && !conversation.equals(Conversation.NONE)) {
            completed.put("subject", Answer.forwarded(conversation.subject().orElse("")));
        }
        return completed;
    }

    @Override
    public List<ArgumentFault> check(Arguments arguments, List<AttachedFile> files, Account account) {
        Faults faults = new Faults();
        Receivers.check(arguments, "names nobody", "Write an address such as jo@example.com.", faults);
        MailCheck.check(arguments, files, faults);
        MailCheck.note(arguments, faults);
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
        return MailText.letter(arguments, call, Conversation.NONE, arguments.text("subject"), text(arguments, call));
    }

    @Override
    public Outgoing mail(Arguments arguments, Call call, String name, List<Enclosed> files) {
        return MailText.mail(
                arguments, call, Conversation.NONE, arguments.text("subject"), text(arguments, call), name, files);
    }

    private static String text(Arguments arguments, Call call) {
        String note = arguments.text("note").strip();
        StringBuilder text = new StringBuilder(note.isEmpty() ? "" : note + "\n\n").append(RULE);
        Conversation passedOn = call.conversation();
        passedOn.from().ifPresent(from -> text.append("From: ").append(from).append('\n'));
        passedOn.subject()
                .ifPresent(subject -> text.append("Subject: ").append(subject).append('\n'));
        return text.append('\n').append(arguments.text("body")).toString();
    }
}
