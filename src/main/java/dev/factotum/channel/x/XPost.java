package dev.factotum.channel.x;

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
import dev.factotum.tool.Conversation;
import dev.factotum.tool.Deed;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.Schema;
import dev.factotum.tool.SchemaBuilder;
import dev.factotum.tool.ToolId;
import dev.factotum.tool.Undoing;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code x.post}: one post, or one reply where {@code reply_to} names a post. */
final class XPost implements Action {
    private static final int LONGEST_ALT = 1000;
    private static final String[] REPLY_SETTINGS = {"following", "mentionedUsers", "subscribers", "verified"};

    /** A video is long on its way. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

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
                .strings("alt", "What each file shows, in their order, for those who cannot see it.")
                .string("quote", "The post to quote: its address or number; not together with media. Enterprise only.")
                .strings("poll", "2 to 4 answers of at most 25 characters, for a poll; not together with media.")
                .string("poll_minutes", "How long the poll is open: 5 to 10080 minutes; a day if left out.")
                .choice("reply_settings", "Who may answer; everybody if left out.", REPLY_SETTINGS)
                .flag("made_with_ai", "Marks the post as made with AI.")
                .flag("paid_partnership", "Marks the post as paid for by somebody.")
                .flag("summoned", "Filled in by the program: true where the answered post mentions us.")
                .required("text")
                .build();
    }

    @Override
    public Schema outputs() {
        return XChannel.outputs();
    }

    @Override
    public Duration patience() {
        return PATIENCE;
    }

    /** Whether the answered post is the one that the matter came in with, by an account of X: then it mentions us. */
    @Override
    public ObjectNode complete(ObjectNode arguments, Conversation conversation) {
        ObjectNode completed = arguments.deepCopy();
        completed.remove("summoned");
        String answered = XPostRef.id(new Arguments(arguments, false).text("reply_to"));
        boolean brought = conversation.account().isPresent()
                && conversation.channel().equals(Optional.of(XChannel.ID))
                && !answered.isEmpty()
                && conversation.url().map(XPostRef::id).equals(Optional.of(answered));
        if (brought) {
            completed.put("summoned", true);
        }
        return completed;
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
        List<String> beside =
                Stream.of("quote", "media", "poll").filter(arguments::has).toList();
        if (beside.size() > 1) {
            faults.add(
                    beside.getFirst(),
                    "stands beside " + beside.getLast() + "; X takes one of the two",
                    "Leave one out.");
        }
        XChannel.MEDIA.check(arguments, files, faults);
        Poll.check(arguments, faults);
        List<String> shown = arguments.list("alt");
        if (shown.size() > arguments.list("media").size()) {
            faults.add("alt", "describes more files than there are", "Write one for each file of media.");
        }
        if (shown.stream().anyMatch(one -> one.length() > LONGEST_ALT)) {
            faults.add("alt", "has more than 1,000 characters for one file", "Shorten it.");
        }
        return faults.list();
    }

    @Override
    public Deed deed(Arguments arguments, Account account) {
        boolean reply = arguments.has("reply_to");
        boolean link = XText.hasLink(arguments.text("text"));
        String behind = link ? " with a link" : "";
        boolean summoned = reply && arguments.flag("summoned");
        String place = Place.on(channel(), account);
        long described =
                arguments.list("alt").stream().filter(text -> !text.isBlank()).count();
        BigDecimal price = XPrices.post(arguments.text("text"), summoned)
                .add(XPrices.MEDIA_METADATA.multiply(BigDecimal.valueOf(described)));
        return new Deed(
                "posts",
                (reply ? "reply" : "text") + behind,
                (reply ? "replies" : "texts") + behind,
                reply && !summoned ? place + " (X takes a reply only where it was mentioned)" : place,
                List.of(),
                Optional.empty(),
                true,
                XPrices.of(price, account));
    }

    @Override
    public Letter letter(Arguments arguments, Call call) {
        return new Letter(
                Letter.notes(arguments, "reply_to", "quote", "poll", "alt", "reply_settings"),
                arguments.text("text"),
                XChannel.posted(call.key()));
    }

    @Override
    public Optional<Undoing> undo(ObjectNode outputs, Receipt receipt) {
        return XDelete.undoing(outputs);
    }
}
