package dev.factotum.channel.bluesky;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import dev.factotum.channel.sandbox.Action;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Faults;
import dev.factotum.channel.sandbox.Graphemes;
import dev.factotum.channel.sandbox.Letter;
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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** {@code bluesky.post}: one post of at most 300 graphemes and 3,000 bytes of UTF-8. */
final class BlueskyPost implements Action {
    private static final int GRAPHEMES = 300;
    private static final int BYTES = 3000;
    private static final int LANGS = 3;
    private static final Pattern POST =
            Pattern.compile("at://[A-Za-z0-9:._%-]{1,256}/app\\.bsky\\.feed\\.post/[A-Za-z0-9._~:-]{1,512}"
                    + "|https://bsky\\.app/profile/[A-Za-z0-9:._%-]{1,256}/post/[A-Za-z0-9._~:-]{1,512}");
    private static final Pattern LANG = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}");

    @Override
    public ToolId id() {
        return new ToolId("bluesky.post");
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
        checkText(arguments, faults);
        List<String> langs = arguments.list("langs");
        if (langs.size() > LANGS) {
            faults.add("langs", "has " + langs.size() + " languages; 3 are allowed", "Leave some out.");
        }
        for (String lang : langs) {
            if (!arguments.pending(lang) && !LANG.matcher(lang).matches()) {
                faults.add("langs", "has " + lang + ", which is no language code", "Write a code such as en or pt-BR.");
            }
        }
        String post = arguments.text("reply_to");
        if (!post.isBlank()
                && !arguments.pending(post)
                && !Simulated.names(post, account)
                && !POST.matcher(post).matches()) {
            faults.add(
                    "reply_to",
                    "names no post on Bluesky",
                    "Write the post's address, such as https://bsky.app/profile/jo.example/post/3kabc.");
        }
        BlueskyChannel.MEDIA.check(arguments, files, faults);
        return faults.list();
    }

    private static void checkText(Arguments arguments, Faults faults) {
        String text = arguments.text("text");
        if (arguments.pending(text) || !Texts.countable("text", "", text, faults)) {
            return;
        }
        int graphemes = Graphemes.count(text);
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (graphemes > GRAPHEMES) {
            faults.add(
                    "text",
                    Texts.tooLong(graphemes, "characters", GRAPHEMES),
                    "Shorten it by " + Texts.grouped(graphemes - GRAPHEMES) + ".");
        } else if (bytes > BYTES) {
            faults.add("text", Texts.tooLong(bytes, "bytes", BYTES), "Use fewer emoji made of several characters.");
        }
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
        return new Letter(Letter.notes(arguments, "langs", "reply_to"), arguments.text("text"), posted);
    }

    @Override
    public Optional<Undoing> undo(ObjectNode outputs, Receipt receipt) {
        return Removal.of(BlueskyChannel.DELETE, channel(), outputs);
    }
}
