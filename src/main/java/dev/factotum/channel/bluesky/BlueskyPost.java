package dev.factotum.channel.bluesky;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.sandbox.Action;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Descriptions;
import dev.factotum.channel.sandbox.Faults;
import dev.factotum.channel.sandbox.Letter;
import dev.factotum.channel.sandbox.Place;
import dev.factotum.channel.sandbox.Removal;
import dev.factotum.channel.sandbox.Simulated;
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
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code bluesky.post}: one post of at most 300 graphemes and 3,000 bytes of UTF-8. */
final class BlueskyPost implements Action {
    private static final int MOST_DESCRIPTION = 2000;

    @Override
    public ToolId id() {
        return BlueskyChannel.POST;
    }

    @Override
    public String channel() {
        return BlueskyChannel.NAME;
    }

    @Override
    public String description() {
        return "Posts one text of at most 300 characters on Bluesky, with up to 4 pictures, as a reply where reply_to is"
                + " given.";
    }

    @Override
    public Schema arguments() {
        return new SchemaBuilder()
                .text("text", "The post: at most 300 characters as people see them, and 3,000 bytes.")
                .strings("langs", "Up to 3 language codes, such as en or nl.")
                .string("reply_to", "The post to answer: its bsky.app address or at:// address.")
                .files("media", "Up to 4 pictures of at most 2 MB each.")
                .strings(Descriptions.ARGUMENT, Descriptions.MEANING)
                .required("text")
                .build();
    }

    @Override
    public Schema outputs() {
        return new SchemaBuilder()
                .string("id", "The post's at:// address.")
                .string("url", "uri", "The post's web address.")
                .build();
    }

    @Override
    public List<ArgumentFault> check(Arguments arguments, List<AttachedFile> files, Account account) {
        Faults faults = new Faults();
        if (!arguments.pending(arguments.text("text"))) {
            BlueskyText.check("text", "", arguments.text("text"), faults);
        }
        BlueskyText.checkLangs(arguments, faults);
        String post = arguments.text("reply_to");
        if (!post.isBlank()
                && !arguments.pending(post)
                && !Simulated.names(post, account)
                && PostRef.of(post).isEmpty()) {
            faults.add(
                    "reply_to",
                    "names no post on Bluesky",
                    "Write the post's address, such as https://bsky.app/profile/jo.example/post/3kabc.");
        }
        BlueskyChannel.MEDIA.check(arguments, files, faults);
        Descriptions.check(arguments, "media", MOST_DESCRIPTION, faults);
        return faults.list();
    }

    @Override
    public Deed deed(Arguments arguments, Account account) {
        boolean reply = arguments.has("reply_to");
        return new Deed(
                "posts",
                reply ? "reply" : "text",
                reply ? "replies" : "texts",
                Place.on(channel(), account),
                List.of(),
                Optional.empty(),
                true);
    }

    @Override
    public Letter letter(Arguments arguments, Call call) {
        ObjectNode posted = JsonNodeFactory.instance
                .objectNode()
                .put("id", Simulated.id(call.key()))
                .put("url", Simulated.url("bluesky", call.key()));
        return new Letter(
                Letter.notes(arguments, "langs", "reply_to", Descriptions.ARGUMENT), arguments.text("text"), posted);
    }

    /** Pictures are uploaded before their post. */
    @Override
    public Duration patience() {
        return Duration.ofMinutes(3);
    }

    @Override
    public Optional<Undoing> undo(ObjectNode outputs, Receipt receipt) {
        return Removal.of(BlueskyChannel.DELETE, channel(), outputs);
    }
}
