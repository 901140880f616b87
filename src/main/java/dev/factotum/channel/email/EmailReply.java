package dev.factotum.channel.email;

import com.fasterxml.jackson.databind.node.ArrayNode;
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

/** {@code email.reply}: an answer within the thread of the mail that the matter holds. */
final class EmailReply implements MailAction {
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
        return EmailChannel.arguments()
                .flag("automatic", "True where nobody reads it before it goes: it then says so of itself.")
                .required("body")
                .build();
    }

    @Override
    public Schema outputs() {
        return EmailChannel.outputs();
    }

    /**
     * The sender's bare address and {@code Re: SUBJECT}, where the step leaves them out. A machine, a list or a bounce has
     * nobody who could be answered: its addresses are left out even where the step names them.
     */
    @Override
    public ObjectNode complete(ObjectNode arguments, Conversation conversation) {
        ObjectNode completed = arguments.deepCopy();
        Arguments written = new Arguments(arguments, false);
        if (conversation.auto().isPresent()) {
            ArrayNode people = completed.putArray("to");
            written.list("to").stream()
                    .filter(text -> !Answer.speaksFor(text, conversation))
                    .forEach(people::add);
        } else if (!written.has("to")) {
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
                "has nobody to answer: this matter has no sender with a mail address, or a machine or a list sent it",
                "Write to: with an address, or take email.send.",
                faults);
        MailCheck.check(arguments, files, faults);
        if (!Place.unnamed(account)
                && Receivers.of(arguments).stream()
                        .anyMatch(one -> one.address().equalsIgnoreCase(MailText.from(account)))) {
            faults.add("to", "has our own address, which would answer itself", "Write whom it is for.");
        }
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

    @Override
    public Optional<String> barred(Arguments arguments, Call call) {
        Conversation answered = call.conversation();
        return answered.auto().isPresent()
                        && arguments.list("to").stream().anyMatch(text -> Answer.speaksFor(text, answered))
                ? Optional.of("a machine or a list sent the mail: nobody is there to be answered")
                : Optional.empty();
    }

    @Override
    public Outgoing mail(Arguments arguments, Call call, String name, List<Enclosed> files) {
        return MailText.mail(
                arguments, call, call.conversation(), arguments.text("subject"), arguments.text("body"), name, files);
    }
}
