package dev.factotum.channel.x;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.sandbox.Action;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Faults;
import dev.factotum.channel.sandbox.Letter;
import dev.factotum.channel.sandbox.Place;
import dev.factotum.channel.sandbox.Removal;
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

/** {@code x.post}: one post, or one reply where {@code reply_to} names a post. */
final class XPost implements Action {
    @Override
    public ToolId id() {
        return new ToolId("x.post");
    }

    @Override
    public String channel() {
        return XChannel.NAME;
    }

    @Override
    public String description() {
        return "Posts one text of at most 280 characters on X, with up to 4 files, as a reply where reply_to is given.";
    }

    @Override
    public Schema arguments() {
        return new SchemaBuilder()
                .text("text", "The post: at most 280 characters as X counts them (a web address counts 23).")
                .string("reply_to", "The post to answer: its address or number.")
                .files("media", "Up to 4 pictures, or one GIF, or one video.")
                .string("quote", "The post to quote: its address or number; not together with media.")
                .required("text")
                .build();
    }

    @Override
    public Schema outputs() {
        return XChannel.outputs();
    }

    @Override
    public List<ArgumentFault> check(Arguments arguments, List<AttachedFile> files, Account account) {
        Faults faults = new Faults();
        String text = arguments.text("text");
        if (!arguments.pending(text)) {
            XText.check("text", "", text, ", or make it a thread (x.thread)", faults);
        }
        XPostRef.check("reply_to", arguments, account, faults);
        XPostRef.check("quote", arguments, account, faults);
        if (arguments.has("quote") && arguments.has("media")) {
            faults.add("quote", "stands beside media; X takes one of the two", "Leave one out.");
        }
        XChannel.MEDIA.check(arguments, files, faults);
        return faults.list();
    }

    @Override
    public Deed deed(Arguments arguments, Account account) {
        boolean reply = arguments.has("reply_to");
        boolean link = XText.hasLink(arguments.text("text"));
        String behind = link ? " with a link" : "";
        String place = Place.on(channel(), account);
        return new Deed(
                "posts",
                (reply ? "reply" : "text") + behind,
                (reply ? "replies" : "texts") + behind,
                reply ? place + " (X takes a reply only where it was mentioned)" : place,
                List.of(),
                Optional.empty(),
                true);
    }

    @Override
    public Letter letter(Arguments arguments, Call call) {
        return new Letter(
                Letter.notes(arguments, "reply_to", "quote"), arguments.text("text"), XChannel.posted(call.key()));
    }

    @Override
    public Optional<Undoing> undo(ObjectNode outputs, Receipt receipt) {
        return Removal.of(XChannel.DELETE, channel(), outputs);
    }
}
