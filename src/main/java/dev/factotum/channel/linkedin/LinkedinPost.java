package dev.factotum.channel.linkedin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.sandbox.Action;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Faults;
import dev.factotum.channel.sandbox.Letter;
import dev.factotum.channel.sandbox.Links;
import dev.factotum.channel.sandbox.Place;
import dev.factotum.channel.sandbox.Removal;
import dev.factotum.channel.sandbox.Simulated;
import dev.factotum.channel.sandbox.Texts;
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

/** {@code linkedin.post}: one post by a member or an organisation. */
final class LinkedinPost implements Action {
    private static final int MOST = 3000;

    @Override
    public ToolId id() {
        return new ToolId("linkedin.post");
    }

    @Override
    public String channel() {
        return LinkedinChannel.NAME;
    }

    @Override
    public String description() {
        return "Posts one text of at most 3,000 characters on LinkedIn, with a link or up to 20 pictures.";
    }

    @Override
    public Schema arguments() {
        return new SchemaBuilder()
                .text("text", "The post: at most 3,000 characters.")
                .string("link", "uri", "A web address shown as a card; not together with media.")
                .files("media", "Up to 20 pictures, or one video, or one document.")
                .required("text")
                .build();
    }

    @Override
    public Schema outputs() {
        return new SchemaBuilder()
                .string("id", "The post's URN.")
                .string("url", "uri", "The post's web address.")
                .build();
    }

    @Override
    public List<ArgumentFault> check(Arguments arguments, List<AttachedFile> files, Account account) {
        Faults faults = new Faults();
        String text = arguments.text("text");
        if (!arguments.pending(text) && Texts.countable("text", "", text, faults) && text.length() > MOST) {
            faults.add(
                    "text",
                    Texts.tooLong(text.length(), "characters", MOST),
                    "Shorten it by " + Texts.grouped(text.length() - MOST) + ".");
        }
        String link = arguments.text("link");
        if (!link.isBlank() && !arguments.pending(link) && !Links.isWeb(link)) {
            faults.add("link", "is no web address", "Write it whole, such as https://example.com/page.");
        }
        if (arguments.has("link") && arguments.has("media")) {
            faults.add("link", "stands beside media; LinkedIn shows one of the two", "Put the link into the text.");
        }
        LinkedinChannel.MEDIA.check(arguments, files, faults);
        return faults.list();
    }

    @Override
    public Deed deed(Arguments arguments, Account account) {
        String place = Place.unnamed(account)
                ? "on LinkedIn"
                : "on LinkedIn as " + (account.handle().isBlank() ? account.name() : account.handle());
        return new Deed("posts", "text", "texts", place, List.of(), Optional.empty(), true);
    }

    @Override
    public Letter letter(Arguments arguments, Call call) {
        ObjectNode posted = JsonNodeFactory.instance
                .objectNode()
                .put("id", Simulated.id(call.key()))
                .put("url", Simulated.url("linkedin", call.key()));
        return new Letter(Letter.notes(arguments, "link"), arguments.text("text"), posted);
    }

    @Override
    public Optional<Undoing> undo(ObjectNode outputs, Receipt receipt) {
        return Removal.of(LinkedinChannel.DELETE, channel(), outputs);
    }
}
