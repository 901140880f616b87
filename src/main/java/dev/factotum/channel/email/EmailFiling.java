package dev.factotum.channel.email;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.re2j.Pattern;
import dev.factotum.channel.sandbox.Action;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Faults;
import dev.factotum.channel.sandbox.Letter;
import dev.factotum.channel.sandbox.Place;
import dev.factotum.channel.sandbox.Texts;
import dev.factotum.tool.Account;
import dev.factotum.tool.ArgumentFault;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Call;
import dev.factotum.tool.Deed;
import dev.factotum.tool.Schema;
import dev.factotum.tool.SchemaBuilder;
import dev.factotum.tool.ToolId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code email.label} and {@code email.move}: marks the matter's mail in its mailbox, or puts it into another folder. */
final class EmailFiling implements Action {
    private static final int LONGEST = 100;

    /** What an IMAP keyword may be made of; Gmail takes any name. */
    private static final Pattern LABEL = Pattern.compile("[\\pL\\pN][\\pL\\pN _/.$-]*");

    private final boolean moves;

    EmailFiling(boolean moves) {
        this.moves = moves;
    }

    boolean moves() {
        return moves;
    }

    /** The argument that says where to. */
    String argument() {
        return moves ? "folder" : "label";
    }

    @Override
    public ToolId id() {
        return new ToolId(moves ? "email.move" : "email.label");
    }

    @Override
    public String channel() {
        return EmailChannel.NAME;
    }

    @Override
    public String description() {
        return moves
                ? "Moves the matter's email into a folder of its mailbox, which is made where it is missing."
                : "Marks the matter's email in its mailbox: seen, flagged, answered, or a label of one's own.";
    }

    @Override
    public Schema arguments() {
        SchemaBuilder schema = moves
                ? new SchemaBuilder().string("folder", "The folder's name, such as Archive or Invoices/2026.")
                : new SchemaBuilder().string("label", "seen, flagged, answered, or a word of one's own.");
        return schema.required(argument()).build();
    }

    @Override
    public Schema outputs() {
        return new SchemaBuilder().string(argument(), "As it was asked for.").build();
    }

    @Override
    public List<ArgumentFault> check(Arguments arguments, List<AttachedFile> files, Account account) {
        Faults faults = new Faults();
        String word = arguments.text(argument());
        if (arguments.pending(word)) {
            return List.of();
        }
        if (word.isBlank()) {
            faults.add(argument(), "is empty", "Write where the mail belongs.");
        } else if (word.length() > LONGEST
                || Texts.breaksLine(word)
                || !LABEL.matcher(word).matches()) {
            faults.add(argument(), "is no name of a " + argument(), "Use letters, digits, blanks and - _ . / only.");
        } else if (word.toLowerCase(Locale.ROOT).matches("deleted|draft|recent|trash|.*/trash|bin|papierkorb")) {
            faults.add(argument(), "would throw the mail away", "Do that in the mailbox itself.");
        }
        return faults.list();
    }

    @Override
    public Deed deed(Arguments arguments, Account account) {
        String place = (moves ? "to " : "as ")
                + arguments.text(argument())
                + (Place.unnamed(account) ? "" : " in the mailbox of " + account.name() + "@");
        return new Deed(moves ? "moves" : "marks", "email", "emails", place, List.of(), Optional.empty(), false);
    }

    @Override
    public Letter letter(Arguments arguments, Call call) {
        String word = arguments.text(argument());
        return new Letter(
                Map.of(),
                (moves ? "Move to " : "Mark as ") + word + " the mail "
                        + call.conversation().messageId().orElse("of this matter") + "\n",
                JsonNodeFactory.instance.objectNode().put(argument(), word));
    }
}
