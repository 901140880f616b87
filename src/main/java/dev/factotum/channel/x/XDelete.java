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
import dev.factotum.tool.Schema;
import dev.factotum.tool.SchemaBuilder;
import dev.factotum.tool.ToolId;
import dev.factotum.tool.Undoing;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code x.delete}: takes a post back, or all posts of a thread. */
final class XDelete implements Action {
    static final ToolId ID = new ToolId("x.delete");

    /** As many as a thread may have. */
    private static final int MOST = 25;

    /** How to take back what a step answered with: its {@code ids}, where it has several, else its {@code id}. */
    static Optional<Undoing> undoing(ObjectNode outputs) {
        String all = outputs.path("ids").asText(outputs.path("id").asText(""));
        if (all.isBlank()) {
            return Optional.empty();
        }
        boolean several = all.strip().indexOf(' ') > 0;
        return Optional.of(new Undoing(
                ID,
                several ? "Delete the posts on X" : "Delete the post on X",
                JsonNodeFactory.instance.objectNode().put("id", all.strip())));
    }

    /** The numbers that a step names. */
    static List<String> ids(Arguments arguments) {
        return Arrays.stream(arguments.text("id").strip().split("[ ,]+"))
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
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
        return "Deletes one of our posts on X, or several.";
    }

    @Override
    public Schema arguments() {
        return new SchemaBuilder()
                .string("id", "The post's number, as the step that posted it answered; several parted by spaces.")
                .required("id")
                .build();
    }

    @Override
    public Schema outputs() {
        return new SchemaBuilder()
                .string("id", "The numbers of the deleted posts.")
                .build();
    }

    @Override
    public List<ArgumentFault> check(Arguments arguments, List<AttachedFile> files, Account account) {
        Faults faults = new Faults();
        List<String> ids = ids(arguments);
        if (ids.isEmpty()) {
            faults.add("id", "is empty", "Write the number of the post to delete.");
        } else if (ids.size() > MOST) {
            faults.add("id", "names " + ids.size() + " posts; 25 are allowed", "Make several steps of it.");
        } else {
            for (String id : ids) {
                XPostRef.check("id", id, arguments, account, faults);
            }
        }
        return faults.list();
    }

    @Override
    public Deed deed(Arguments arguments, Account account) {
        int count = Math.max(1, ids(arguments).size());
        String of = count == 1 ? "" : " of " + count + " posts";
        return new Deed(
                "deletes",
                count == 1 ? "post" : "thread" + of,
                count == 1 ? "posts" : "threads" + of,
                Place.on(channel(), account),
                List.of(),
                Optional.empty(),
                false,
                XPrices.of(XPrices.DELETE.multiply(BigDecimal.valueOf(count)), account));
    }

    @Override
    public Letter letter(Arguments arguments, Call call) {
        String ids = String.join(" ", ids(arguments));
        return new Letter(
                Map.of(),
                "Delete the post " + ids + "\n",
                JsonNodeFactory.instance.objectNode().put("id", ids));
    }
}
