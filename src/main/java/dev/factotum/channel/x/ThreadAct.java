package dev.factotum.channel.x;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.port.Act;
import dev.factotum.channel.sandbox.Arguments;
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

/**
 * A thread, live: each post is an attempt of its own, and the same call again goes on behind the last post that is out. That
 * holds for a later approval of the same step too, as long as what is out keeps its words.
 */
final class ThreadAct implements Act {
    /** So long the same call may go on by itself; later a person is asked. */
    private static final Duration GOES_ON = Duration.ofHours(12);

    /** For one post with everything that may have to be looked up. */
    private static final Duration ONE = Duration.ofSeconds(90);

    private final Publisher publisher;
    private final Addresses addresses;
    private final Book book;

    ThreadAct(Publisher publisher, Addresses addresses, Book book) {
        this.publisher = publisher;
        this.addresses = addresses;
        this.book = book;
    }

    @Override
    public Effect effect() {
        return new Effect.Keyed(GOES_ON);
    }

    @Override
    public Outcome call(Arguments arguments, Call call) throws InterruptedException {
        List<String> texts = arguments.list("posts");
        List<String> out = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            if (i > 0 && book.now().plus(ONE).isAfter(call.deadline())) {
                return new Outcome.Failed(
                        new ToolError.Transient(sofar(out, texts.size()) + "the rest takes its turn"));
            }
            Publisher.Letter letter = letter(texts, i, out, call);
            Optional<String> changed = publisher.outWithOtherWords(letter);
            if (changed.isPresent()) {
                return new Outcome.Failed(new ToolError.Validation(
                        sofar(out, texts.size()) + "post " + (i + 1) + " is out with other words ("
                                + addresses.url(changed.get()) + "): give it its old words back, or delete what is out"
                                + " and make a new plan"));
            }
            switch (publisher.send(letter)) {
                case Publisher.Sent.Out(String id, boolean _) -> out.add(id);
                case Publisher.Sent.Refused(ToolError error) -> {
                    return new Outcome.Failed(
                            out.isEmpty()
                                    ? error
                                    : Errors.behind(
                                            sofar(out, texts.size()) + "post " + (i + 1) + " was not taken: ", error));
                }
                case Publisher.Sent.Unclear(String why) -> {
                    return new Outcome.Unknown(sofar(out, texts.size()) + "post " + (i + 1) + ": " + why);
                }
            }
        }
        return done(out);
    }

    /** Found once every post of it is known to be out. */
    @Override
    public Verification verify(Arguments arguments, Call call) throws InterruptedException {
        List<String> texts = arguments.list("posts");
        List<String> out = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Publisher.Looked looked = publisher.settled(letter(texts, i, out, call), call.at());
            switch (looked) {
                case Publisher.Looked.There(String id) -> out.add(id);
                case Publisher.Looked.NotThere() -> {
                    return new Verification.NoAnswer(
                            sofar(out, texts.size()) + "post " + (i + 1) + " was looked for and not found");
                }
                case Publisher.Looked.NoAnswer(ToolError error) -> {
                    return new Verification.NoAnswer(
                            sofar(out, texts.size()) + "of post " + (i + 1) + " nobody knows: " + error.message());
                }
            }
        }
        Outcome.Done done = done(out);
        return new Verification.Found(done.receipt(), done.outputs());
    }

    private static Publisher.Letter letter(List<String> texts, int index, List<String> out, Call call) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("text", texts.get(index));
        if (index > 0) {
            body.putObject("reply").put("in_reply_to_tweet_id", out.get(index - 1));
        }
        return new Publisher.Letter(Publisher.slot(call, index + 1), call.key(), body);
    }

    /** Which posts are out; empty where none is. */
    private String sofar(List<String> out, int of) {
        return switch (out.size()) {
            case 0 -> "";
            case 1 -> "post 1 of " + of + " is out (" + addresses.url(out.getFirst()) + "); ";
            default ->
                "posts 1 to " + out.size() + " of " + of + " are out (" + addresses.url(out.getFirst()) + "; "
                        + String.join(" ", out) + "); ";
        };
    }

    private Outcome.Done done(List<String> out) {
        String url = addresses.url(out.getFirst());
        return new Outcome.Done(
                new Receipt(url + " and " + (out.size() - 1) + " more", false),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", out.getFirst())
                        .put("url", url)
                        .put("ids", String.join(" ", out)));
    }
}
