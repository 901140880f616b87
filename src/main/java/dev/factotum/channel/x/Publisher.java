package dev.factotum.channel.x;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.port.Api;
import dev.factotum.channel.port.ApiCall;
import dev.factotum.channel.port.ApiCall.Kind;
import dev.factotum.channel.port.ApiReply;
import dev.factotum.http.HttpReply.Answered;
import dev.factotum.tool.Call;
import dev.factotum.tool.ToolError;
import dev.factotum.vault.Digest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * Sends single posts, each at most once. Before a post is sent it is written down with its place in the plan; one that may be
 * out is looked for among our own posts and never sent again by the same call. X takes no key from us, and not finding a
 * post proves nothing.
 */
final class Publisher {
    private static final Duration BEFORE = Duration.ofSeconds(60);

    /** Posts are asked for from so much before: the clocks may differ. */
    private static final Duration MARGIN = Duration.ofMinutes(16);

    private static final int MOST_LOOKED_AT = 300;

    private final Api api;
    private final Reader reader;
    private final Book book;

    Publisher(Api api, Reader reader, Book book) {
        this.api = api;
        this.reader = reader;
        this.book = book;
    }

    /**
     * One post.
     *
     * @param slot which post of which step; the same at every try
     * @param key of the call
     * @param body as X takes it
     */
    record Letter(String slot, String key, ObjectNode body) {
        String text() {
            return body.path("text").asText("");
        }

        Optional<String> answers() {
            return Optional.ofNullable(body.path("reply").get("in_reply_to_tweet_id"))
                    .map(JsonNode::asText);
        }

        String digest() {
            return Digest.of(answers().orElse("") + "\n" + text()).hex().substring(0, 32);
        }
    }

    /** What became of a post. */
    sealed interface Sent {
        /** @param adopted true where it was found, not sent just now */
        record Out(String id, boolean adopted) implements Sent {}

        /** It is certainly not out. */
        record Refused(ToolError error) implements Sent {}

        record Unclear(String why) implements Sent {}
    }

    /** What a look among our own posts showed. */
    sealed interface Looked {
        record There(String id) implements Looked {}

        record NotThere() implements Looked {}

        record NoAnswer(ToolError error) implements Looked {}
    }

    /** @param number of the post in its step, from 1 */
    static String slot(Call call, int number) {
        return call.matter().value() + "/" + call.step() + "#" + number;
    }

    /** The post that stands in this letter's place with another text; empty where none does. */
    Optional<String> outWithOtherWords(Letter letter) {
        try {
            return book.state()
                    .at(letter.slot())
                    .filter(one -> !one.text().equals(letter.digest()))
                    .flatMap(BookState.Sent::id);
        } catch (IOException unread) {
            return Optional.empty();
        }
    }

    /**
     * What became of a letter that may have been sent.
     *
     * @param at when the call was made, where it was not written down
     */
    Looked settled(Letter letter, Instant at) throws InterruptedException {
        try {
            Optional<BookState.Sent> before =
                    book.state().at(letter.slot()).filter(one -> one.text().equals(letter.digest()));
            Optional<String> id = before.flatMap(BookState.Sent::id);
            return id.isPresent()
                    ? new Looked.There(id.get())
                    : look(letter, before.map(BookState.Sent::at).orElse(at));
        } catch (IOException unread) {
            return look(letter, at);
        }
    }

    Sent send(Letter letter) throws InterruptedException {
        try {
            Optional<BookState.Sent> before =
                    book.state().at(letter.slot()).filter(one -> one.text().equals(letter.digest()));
            if (before.isPresent()) {
                Optional<Sent> settled = settle(letter, before.get());
                if (settled.isPresent()) {
                    return settled.get();
                }
            }
            Instant at = book.now();
            book.change(state ->
                    state.with(new BookState.Sent(letter.slot(), letter.key(), letter.digest(), at, Optional.empty())));
            return sent(letter, at);
        } catch (IOException unkept) {
            return new Sent.Refused(new ToolError.Transient(
                    "what was sent on X could not be looked up or written down, so nothing was sent"));
        }
    }

    /** What is to be said of a post that an earlier call may have sent; empty where it is to be sent. */
    private Optional<Sent> settle(Letter letter, BookState.Sent before) throws InterruptedException {
        if (before.id().isPresent()) {
            return Optional.of(new Sent.Out(before.id().get(), true));
        }
        boolean mine = before.key().equals(letter.key());
        return switch (look(letter, before.at())) {
            case Looked.There(String id) -> Optional.of(new Sent.Out(id, true));
            case Looked.NotThere() ->
                mine ? Optional.of(new Sent.Unclear("it may be on X, and was not found there")) : Optional.empty();
            case Looked.NoAnswer(ToolError error) ->
                Optional.of(
                        mine
                                ? new Sent.Unclear("it may be on X, and X could not be asked: " + error.message())
                                : new Sent.Refused(error));
        };
    }

    private Sent sent(Letter letter, Instant at) throws InterruptedException {
        ApiReply reply = api.send(
                ApiCall.of("POST", "/2/tweets", Kind.CREATE).json(letter.body()).counted("post"));
        return switch (reply) {
            case ApiReply.Good(Answered _, JsonNode json) -> {
                String id = json.path("data").path("id").asText("");
                if (!XPostRef.number(id)) {
                    yield new Sent.Unclear("X took it and did not say under which number");
                }
                keep(letter, id);
                yield new Sent.Out(id, false);
            }
            case ApiReply.Lost(String why) -> new Sent.Unclear(why);
            case ApiReply.Refused(ToolError.Duplicate duplicate) ->
                look(letter, at) instanceof Looked.There(String id)
                        ? new Sent.Out(id, true)
                        : refused(
                                letter,
                                new ToolError.Duplicate(
                                        duplicate.message() + ". The same text stands on X from before this step",
                                        Optional.empty()));
            case ApiReply.Refused(ToolError error) -> refused(letter, error);
        };
    }

    private Sent refused(Letter letter, ToolError error) throws InterruptedException {
        try {
            book.change(state -> state.without(letter.slot()));
        } catch (IOException unkept) {
            return new Sent.Refused(error);
        }
        return new Sent.Refused(error);
    }

    /**
     * Looks for a post among our own: the same text, the same post answered, written since a minute before, and not known to
     * come from another step.
     *
     * @param at when it was sent, by our clock
     */
    Looked look(Letter letter, Instant at) throws InterruptedException {
        return switch (reader.own(Optional.of(at.minus(MARGIN)), MOST_LOOKED_AT)) {
            case Reader.Read.Failed(ToolError error) -> new Looked.NoAnswer(error);
            case Reader.Read.Found found -> {
                Optional<String> id = found.posts().stream()
                        .filter(seen ->
                                !seen.at().isBefore(at.plus(found.skew()).minus(BEFORE)))
                        .filter(seen -> same(letter, seen) && free(seen.id(), letter.slot()))
                        .min(Comparator.comparing(Seen::at))
                        .map(Seen::id);
                if (id.isPresent()) {
                    keep(letter, id.get());
                    yield new Looked.There(id.get());
                }
                yield found.next().isPresent()
                        ? new Looked.NoAnswer(
                                new ToolError.Transient("X: more posts came since than were looked through"))
                        : new Looked.NotThere();
            }
        };
    }

    private static boolean same(Letter letter, Seen seen) {
        if (!letter.answers().equals(seen.answers())) {
            return false;
        }
        String ours = XWords.compared(letter.text());
        String theirs = XWords.compared(seen.text());
        return ours.equals(theirs)
                || letter.answers().isPresent() && XWords.withoutCalled(ours).equals(XWords.withoutCalled(theirs));
    }

    private boolean free(String id, String slot) {
        try {
            return !book.state().belongsElsewhere(id, slot);
        } catch (IOException unread) {
            return false;
        }
    }

    /** Where it cannot be kept, a later call looks for it again. */
    private void keep(Letter letter, String id) throws InterruptedException {
        try {
            book.change(state -> state.at(letter.slot())
                    .map(one -> state.with(one.with(id)))
                    .orElseGet(() -> state.with(new BookState.Sent(
                            letter.slot(), letter.key(), letter.digest(), book.now(), Optional.of(id)))));
        } catch (IOException unkept) {
            return;
        }
    }
}
