package dev.factotum.channel.x;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.sandbox.Action;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Faults;
import dev.factotum.channel.sandbox.Letter;
import dev.factotum.channel.sandbox.Place;
import dev.factotum.tool.Account;
import dev.factotum.tool.ArgumentFault;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Call;
import dev.factotum.tool.Deed;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.Schema;
import dev.factotum.tool.SchemaBuilder;
import dev.factotum.tool.ToolId;
import dev.factotum.tool.Undoing;
import java.util.List;
import java.util.Optional;

/** {@code x.hide_reply}: hides somebody's reply to one of our posts, or shows it again. */
final class XHide implements Action {
    private static final ToolId ID = new ToolId("x.hide_reply");

    static boolean hidden(Arguments arguments) {
        return arguments.json().path("hidden").asBoolean(true);
    }

    @Override
    public ToolId id() {
        return ID;
    }

    @Override
    public String channel() {
        return XChannel.NAME;
    }

    @Override
    public String description() {
        return "Hides a reply to one of our posts on X, or shows it again.";
    }

    @Override
    public Schema arguments() {
        return new SchemaBuilder()
                .string("reply", "The reply: its address or number.")
                .flag("hidden", "false shows it again; true if left out.")
                .required("reply")
                .build();
    }

    @Override
    public Schema outputs() {
        return new SchemaBuilder()
                .string("id", "The reply's number.")
                .string("hidden", "true or false.")
                .build();
    }

    @Override
    public List<ArgumentFault> check(Arguments arguments, List<AttachedFile> files, Account account) {
        Faults faults = new Faults();
        if (arguments.text("reply").isBlank()) {
            faults.add("reply", "is empty", "Write the reply's address or number.");
        }
        XPostRef.check("reply", arguments, account, faults);
        return faults.list();
    }

    @Override
    public Deed deed(Arguments arguments, Account account) {
        return new Deed(
                hidden(arguments) ? "hides" : "shows again",
                "reply",
                "replies",
                Place.on(channel(), account),
                List.of(),
                Optional.empty(),
                false);
    }

    @Override
    public Letter letter(Arguments arguments, Call call) {
        return new Letter(
                Letter.notes(arguments, "reply"),
                (hidden(arguments) ? "Hide " : "Show again ") + arguments.text("reply") + "\n",
                outputs(arguments.text("reply"), hidden(arguments)));
    }

    static ObjectNode outputs(String reply, boolean hidden) {
        return JsonNodeFactory.instance.objectNode().put("id", reply).put("hidden", Boolean.toString(hidden));
    }

    @Override
    public Optional<Undoing> undo(ObjectNode outputs, Receipt receipt) {
        boolean hidden = outputs.path("hidden").asText().equals("true");
        return Optional.of(new Undoing(
                ID,
                hidden ? "Show the reply on X again" : "Hide the reply on X",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("reply", outputs.path("id").asText())
                        .put("hidden", !hidden)));
    }
}
