package dev.factotum.channel.mastodon;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
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
import java.util.Map;
import java.util.Optional;

/** {@code mastodon.post}: one status of at most 500 characters, the warning in front of it included. */
final class MastodonPost implements Action {
    private static final int MOST = 500;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z]{2,4})?");

    @Override
    public ToolId id() {
        return new ToolId("mastodon.post");
    }

    @Override
    public String channel() {
        return MastodonChannel.NAME;
    }

    @Override
    public String description() {
        return "Posts one text of at most 500 characters on Mastodon, to everybody or to fewer, with up to 4 files.";
    }

    @Override
    public Schema arguments() {
        return new SchemaBuilder()
                .text("text", "The post: at most 500 characters; a web address counts 23, @user@server as @user.")
                .choice(
                        "visibility",
                        "Who may read it; public where left out. direct: only the accounts mentioned.",
                        "public",
                        "unlisted",
                        "private",
                        "direct")
                .string("spoiler_text", "A warning shown in front of the text; it counts towards the 500.")
                .flag("sensitive", "Hides the pictures until they are clicked.")
                .string("language", "A language code such as en.")
                .string("reply_to", "The post to answer: its number or web address.")
                .files("media", "Up to 4 pictures, or one video or sound.")
                .required("text")
                .build();
    }

    @Override
    public Schema outputs() {
        return new SchemaBuilder()
                .string("id", "The post's number.")
                .string("url", "uri", "The post's web address.")
                .build();
    }

    @Override
    public List<ArgumentFault> check(Arguments arguments, List<AttachedFile> files, Account account) {
        Faults faults = new Faults();
        checkText(arguments, faults);
        String language = arguments.text("language");
        if (!language.isBlank()
                && !arguments.pending(language)
                && !LANGUAGE.matcher(language).matches()) {
            faults.add("language", "is no language code", "Write a code such as en or nl.");
        }
        String post = arguments.text("reply_to");
        if (!post.isBlank()
                && !arguments.pending(post)
                && !Simulated.names(post, account)
                && !NUMBER.matcher(post).matches()
                && !Links.isWeb(post)) {
            faults.add("reply_to", "names no post on Mastodon", "Write the post's web address or its number.");
        }
        MastodonChannel.MEDIA.check(arguments, files, faults);
        return faults.list();
    }

    private static void checkText(Arguments arguments, Faults faults) {
        String text = arguments.text("text");
        String spoiler = arguments.text("spoiler_text");
        if (!Texts.searchable(spoiler) || Texts.hasControls(spoiler)) {
            faults.add("spoiler_text", "is no short warning", "Write a few words.");
            return;
        }
        if (arguments.pending(text) || !Texts.countable("text", "", text, faults)) {
            return;
        }
        int length = MastodonText.length(text) + MastodonText.length(spoiler);
        if (length > MOST) {
            String unit = spoiler.isEmpty() ? "characters as Mastodon counts them" : "characters with spoiler_text";
            faults.add(
                    "text", Texts.tooLong(length, unit, MOST), "Shorten it by " + Texts.grouped(length - MOST) + ".");
        }
    }

    @Override
    public Deed deed(Arguments arguments, Account account) {
        boolean reply = arguments.has("reply_to");
        String place = Place.on(channel(), account);
        return switch (arguments.text("visibility")) {
            case "direct" ->
                new Deed(
                        "sends",
                        "direct message",
                        "direct messages",
                        place,
                        recipients(arguments),
                        Optional.empty(),
                        false);
            case "private" ->
                new Deed(
                        "posts",
                        reply ? "reply to followers" : "text to followers",
                        reply ? "replies to followers" : "texts to followers",
                        place,
                        List.of(),
                        Optional.empty(),
                        false);
            default ->
                new Deed(
                        "posts",
                        reply ? "reply" : "text",
                        reply ? "replies" : "texts",
                        place,
                        List.of(),
                        Optional.empty(),
                        true);
        };
    }

    private static List<Deed.Recipient> recipients(Arguments arguments) {
        String text = arguments.text("text");
        return Texts.searchable(text)
                ? MastodonText.mentions(text).stream()
                        .map(handle -> new Deed.Recipient("text", handle, handle))
                        .toList()
                : List.of();
    }

    @Override
    public Letter letter(Arguments arguments, Call call) {
        Map<String, String> notes =
                Letter.notes(arguments, "visibility", "spoiler_text", "sensitive", "language", "reply_to");
        ObjectNode posted = JsonNodeFactory.instance
                .objectNode()
                .put("id", Simulated.id(call.key()))
                .put("url", Simulated.url("mastodon", call.key()));
        return new Letter(notes, arguments.text("text"), posted);
    }

    @Override
    public Optional<Undoing> undo(ObjectNode outputs, Receipt receipt) {
        return Removal.of(MastodonChannel.DELETE, channel(), outputs);
    }
}
