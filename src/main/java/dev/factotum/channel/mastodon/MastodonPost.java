package dev.factotum.channel.mastodon;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import dev.factotum.channel.sandbox.Action;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Descriptions;
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
import dev.factotum.tool.Conversation;
import dev.factotum.tool.Deed;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.Schema;
import dev.factotum.tool.SchemaBuilder;
import dev.factotum.tool.ToolId;
import dev.factotum.tool.Undoing;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code mastodon.post}: one status, by the limits of its server: 500 characters, the warning included, where unknown. */
final class MastodonPost implements Action {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z]{2,4})?");

    @Override
    public ToolId id() {
        return MastodonChannel.POST;
    }

    @Override
    public String channel() {
        return MastodonChannel.NAME;
    }

    @Override
    public String description() {
        return "Posts one text of at most 500 characters on Mastodon, to everybody or to fewer, with up to 4 files or a"
                + " poll, now or later.";
    }

    @Override
    public Schema arguments() {
        return new SchemaBuilder()
                .text(
                        "text",
                        "The post: at most 500 characters; a web address counts 23, @user@server as @user. An answer"
                                + " begins with the @user@server of whom it answers.")
                .choice(
                        "visibility",
                        "Who may read it; public where left out. direct: only the accounts mentioned.",
                        Audience.PUBLIC.word(),
                        Audience.UNLISTED.word(),
                        Audience.PRIVATE.word(),
                        Audience.DIRECT.word())
                .string("spoiler_text", "A warning shown in front of the text; it counts towards the 500.")
                .flag("sensitive", "Hides the pictures until they are clicked.")
                .string("language", "A language code such as en.")
                .string("reply_to", "The post to answer: its number or web address.")
                .files("media", "Up to 4 pictures, or one video or sound.")
                .strings(Descriptions.ARGUMENT, Descriptions.MEANING)
                .strings(Poll.OPTIONS, "A poll instead of files: 2 to 4 answers of at most 50 characters.")
                .choice(Poll.OPEN, "How long the poll is open; 1 day where left out.", Poll.SPANS)
                .flag(Poll.SEVERAL, "Lets people choose several answers.")
                .string("scheduled_at", "When the server is to publish it, such as 2026-12-01T09:00:00+01:00.")
                .required("text")
                .build();
    }

    @Override
    public Schema outputs() {
        return new SchemaBuilder()
                .string("id", "The post's number; with scheduled- in front while it waits for its time.")
                .string("url", "uri", "The post's web address.")
                .build();
    }

    /** A public answer to a post that only some may read would show it to all: it stays among them. */
    @Override
    public ObjectNode complete(ObjectNode arguments, Conversation conversation) {
        ObjectNode complete = arguments.deepCopy();
        String post = complete.path("reply_to").asText("");
        Audience above = Audience.ofAddress(post);
        if (above.narrow() && !complete.has("visibility")) {
            complete.put("visibility", above.word());
        }
        return complete;
    }

    @Override
    public List<ArgumentFault> check(Arguments arguments, List<AttachedFile> files, Account account) {
        return check(arguments, files, account, Limits.USUAL);
    }

    List<ArgumentFault> check(Arguments arguments, List<AttachedFile> files, Account account, Limits limits) {
        Faults faults = new Faults();
        checkText(arguments, limits, faults);
        String language = arguments.text("language");
        if (!language.isBlank()
                && !arguments.pending(language)
                && !LANGUAGE.matcher(language).matches()) {
            faults.add("language", "is no language code", "Write a code such as en or nl.");
        }
        checkAnswer(arguments, account, faults);
        limits.media().check(arguments, files, faults);
        Descriptions.check(arguments, "media", limits.description(), faults);
        Poll.check(arguments, limits, faults);
        String time = arguments.text("scheduled_at");
        if (!time.isBlank() && !arguments.pending(time) && time(time).isEmpty()) {
            faults.add(
                    "scheduled_at",
                    "is no time with a zone",
                    "Write it as 2026-12-01T09:00:00+01:00, or leave it out.");
        }
        return faults.list();
    }

    private static void checkText(Arguments arguments, Limits limits, Faults faults) {
        String text = arguments.text("text");
        String spoiler = arguments.text("spoiler_text");
        if (!Texts.searchable(spoiler) || Texts.hasControls(spoiler)) {
            faults.add("spoiler_text", "is no short warning", "Write a few words.");
            return;
        }
        if (arguments.pending(text) || !Texts.countable("text", "", text, faults)) {
            return;
        }
        int length = MastodonText.length(text, limits.perUrl()) + MastodonText.length(spoiler, limits.perUrl());
        int most = limits.characters();
        if (length > most) {
            String unit = spoiler.isEmpty() ? "characters as Mastodon counts them" : "characters with spoiler_text";
            faults.add(
                    "text", Texts.tooLong(length, unit, most), "Shorten it by " + Texts.grouped(length - most) + ".");
        }
    }

    private static void checkAnswer(Arguments arguments, Account account, Faults faults) {
        String post = arguments.text("reply_to");
        if (post.isBlank() || arguments.pending(post) || Simulated.names(post, account)) {
            return;
        }
        if (!NUMBER.matcher(post).matches() && !Links.isWeb(post)) {
            faults.add("reply_to", "names no post on Mastodon", "Write the post's web address or its number.");
        }
        Audience above = Audience.ofAddress(post);
        Audience mine = Audience.of(arguments.text("visibility"));
        if (mine.widerThan(above)) {
            faults.add(
                    "visibility",
                    "would show to more people what answers a post for few",
                    "Write " + above.word() + ".");
        } else if (above == Audience.DIRECT && recipients(arguments).isEmpty()) {
            faults.add("text", "mentions nobody, so that nobody would get it", "Begin it with @user@server.");
        }
    }

    /** Empty where the text is no time with an offset. */
    static Optional<OffsetDateTime> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text.strip()));
        } catch (DateTimeParseException noTime) {
            return Optional.empty();
        }
    }

    @Override
    public Deed deed(Arguments arguments, Account account) {
        boolean reply = arguments.has("reply_to");
        boolean later = arguments.has("scheduled_at");
        String verb = later ? "schedules" : "posts";
        String place = Place.on(channel(), account);
        return switch (Audience.of(arguments.text("visibility"))) {
            case DIRECT ->
                new Deed(
                        later ? "schedules" : "sends",
                        "direct message",
                        "direct messages",
                        place,
                        recipients(arguments),
                        Optional.empty(),
                        false);
            case PRIVATE ->
                new Deed(
                        verb,
                        reply ? "reply to followers" : "text to followers",
                        reply ? "replies to followers" : "texts to followers",
                        place,
                        List.of(),
                        Optional.empty(),
                        false);
            case PUBLIC, UNLISTED ->
                new Deed(
                        verb,
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
        Map<String, String> notes = Letter.notes(
                arguments,
                "visibility",
                "spoiler_text",
                "sensitive",
                "language",
                "reply_to",
                Descriptions.ARGUMENT,
                Poll.OPTIONS,
                Poll.OPEN,
                Poll.SEVERAL,
                "scheduled_at");
        ObjectNode posted = JsonNodeFactory.instance
                .objectNode()
                .put("id", Simulated.id(call.key()))
                .put("url", Simulated.url("mastodon", call.key()));
        return new Letter(notes, arguments.text("text"), posted);
    }

    /** A film is uploaded and made ready before its post. */
    @Override
    public Duration patience() {
        return Duration.ofMinutes(5);
    }

    @Override
    public Optional<Undoing> undo(ObjectNode outputs, Receipt receipt) {
        return Removal.of(MastodonChannel.DELETE, channel(), outputs);
    }
}
