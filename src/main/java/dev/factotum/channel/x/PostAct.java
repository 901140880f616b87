package dev.factotum.channel.x;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.port.Act;
import dev.factotum.channel.sandbox.Action;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.tool.Account;
import dev.factotum.tool.ArgumentFault;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Call;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Verification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A post or a reply, live. */
final class PostAct implements Act {
    /** Where X's lists lag behind. */
    static final List<Duration> LOOKS = List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2));

    private final Publisher publisher;
    private final Upload upload;
    private final Addresses addresses;
    private final boolean enterprise;

    /** @param enterprise where X still takes quotes */
    PostAct(Publisher publisher, Upload upload, Addresses addresses, boolean enterprise) {
        this.publisher = publisher;
        this.upload = upload;
        this.addresses = addresses;
        this.enterprise = enterprise;
    }

    @Override
    public Effect effect() {
        return new Effect.Verifiable(LOOKS, false);
    }

    @Override
    public List<ArgumentFault> check(Action action, Arguments arguments, List<AttachedFile> files, Account account) {
        List<ArgumentFault> faults = new ArrayList<>(action.check(arguments, files, account));
        if (arguments.has("quote") && !enterprise) {
            faults.add(new ArgumentFault(
                    "quote",
                    "cannot be sent: since 20 April 2026 X takes quotes from Enterprise apps only",
                    "Write the post's address into the text (a post with a link costs more), or set accounts."
                            + account.name() + ".plan: enterprise where you have it."));
        }
        return faults;
    }

    @Override
    public Outcome call(Arguments arguments, Call call) throws InterruptedException {
        List<String> media = new ArrayList<>();
        List<String> shown = arguments.list("alt");
        for (AttachedFile file : call.files()) {
            switch (upload.file(file, call.deadline())) {
                case Upload.Uploaded.Failed(ToolError error) -> {
                    return new Outcome.Failed(error);
                }
                case Upload.Uploaded.Ready(String id) -> {
                    String alt = media.size() < shown.size() ? shown.get(media.size()) : "";
                    Optional<ToolError> undescribed = alt.isBlank() ? Optional.empty() : upload.describe(id, alt);
                    if (undescribed.isPresent()) {
                        return new Outcome.Failed(undescribed.get());
                    }
                    media.add(id);
                }
            }
        }
        return switch (publisher.send(letter(arguments, call, media))) {
            case Publisher.Sent.Out(String id, boolean _) -> done(id);
            case Publisher.Sent.Refused(ToolError error) -> new Outcome.Failed(error);
            case Publisher.Sent.Unclear(String why) -> new Outcome.Unknown(why);
        };
    }

    @Override
    public Verification verify(Arguments arguments, Call call) throws InterruptedException {
        return switch (publisher.settled(letter(arguments, call, List.of()), call.at())) {
            case Publisher.Looked.There(String id) -> {
                Outcome.Done done = done(id);
                yield new Verification.Found(done.receipt(), done.outputs());
            }
            case Publisher.Looked.NotThere() -> new Verification.NotFound();
            case Publisher.Looked.NoAnswer(ToolError error) -> new Verification.NoAnswer(error.message());
        };
    }

    private Outcome.Done done(String id) {
        String url = addresses.url(id);
        return new Outcome.Done(
                new Receipt(url, false),
                JsonNodeFactory.instance.objectNode().put("id", id).put("url", url));
    }

    private static Publisher.Letter letter(Arguments arguments, Call call, List<String> media) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("text", arguments.text("text"));
        if (arguments.has("reply_to")) {
            body.putObject("reply").put("in_reply_to_tweet_id", XPostRef.id(arguments.text("reply_to")));
        }
        if (arguments.has("quote")) {
            body.put("quote_tweet_id", XPostRef.id(arguments.text("quote")));
        }
        if (!media.isEmpty()) {
            ArrayNode ids = body.putObject("media").putArray("media_ids");
            media.forEach(ids::add);
        }
        if (arguments.has("poll")) {
            ObjectNode poll = body.putObject("poll");
            ArrayNode options = poll.putArray("options");
            arguments.list("poll").forEach(options::add);
            poll.put("duration_minutes", Poll.minutes(arguments));
        }
        if (arguments.has("reply_settings")) {
            body.put("reply_settings", arguments.text("reply_settings"));
        }
        for (String flag : List.of("made_with_ai", "paid_partnership")) {
            if (arguments.flag(flag)) {
                body.put(flag, true);
            }
        }
        return new Publisher.Letter(Publisher.slot(call, 1), call.key(), body);
    }
}
