package dev.factotum.channel.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.tool.Account;
import dev.factotum.tool.ArgumentFault;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Call;
import dev.factotum.tool.Deed;
import dev.factotum.tool.Schema;
import dev.factotum.tool.SchemaBuilder;
import dev.factotum.tool.ToolId;
import dev.factotum.tool.Undoing;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes a post back, by its id: the same on every channel. */
public record Removal(ToolId id, String channel) implements Action {
    private static final int LONGEST = 512;

    /** How to take back the post that a step answered with. */
    public static Optional<Undoing> of(ToolId removal, String channel, ObjectNode outputs) {
        String post = outputs.path("id").asText("");
        return post.isEmpty()
                ? Optional.empty()
                : Optional.of(new Undoing(
                        removal,
                        "Delete the post on " + channel,
                        JsonNodeFactory.instance.objectNode().put("id", post)));
    }

    @Override
    public String description() {
        return "Deletes one of our posts on " + channel + ".";
    }

    @Override
    public Schema arguments() {
        return new SchemaBuilder()
                .string("id", "The post's id, as the step that posted it answered.")
                .required("id")
                .build();
    }

    @Override
    public Schema outputs() {
        return new SchemaBuilder().string("id", "The id of the deleted post.").build();
    }

    @Override
    public List<ArgumentFault> check(Arguments arguments, List<AttachedFile> files, Account account) {
        String post = arguments.text("id");
        Faults faults = new Faults();
        if (post.isBlank()) {
            faults.add("id", "is empty", "Write the id of the post to delete.");
        } else if (!arguments.pending(post) && (post.length() > LONGEST || !plain(post))) {
            faults.add("id", "is no id of a post", "Copy it from the step that posted.");
        }
        return faults.list();
    }

    @Override
    public Deed deed(Arguments arguments, Account account) {
        return new Deed("deletes", "post", "posts", Place.on(channel, account), List.of(), Optional.empty(), false);
    }

    @Override
    public Letter letter(Arguments arguments, Call call) {
        String post = arguments.text("id");
        return new Letter(
                Map.of(),
                "Delete the post " + post + "\n",
                JsonNodeFactory.instance.objectNode().put("id", post));
    }

    private static boolean plain(String id) {
        return id.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }
}
