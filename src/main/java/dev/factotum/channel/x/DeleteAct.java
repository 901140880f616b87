package dev.factotum.channel.x;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.factotum.channel.port.Act;
import dev.factotum.channel.port.Api;
import dev.factotum.channel.port.ApiCall;
import dev.factotum.channel.port.ApiCall.Kind;
import dev.factotum.channel.port.ApiReply;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.http.HttpReply.Answered;
import dev.factotum.tool.Call;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Verification;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes posts back, live: the last of a thread first, so that no reader sees one without what it answers. */
final class DeleteAct implements Act {
    private final Api api;
    private final Reader reader;
    private final Book book;

    DeleteAct(Api api, Reader reader, Book book) {
        this.api = api;
        this.reader = reader;
        this.book = book;
    }

    /** A post that is still there was not deleted: then it is done again. */
    @Override
    public Effect effect() {
        return new Effect.Verifiable(List.of(Duration.ofSeconds(5)), true);
    }

    @Override
    public Outcome call(Arguments arguments, Call call) throws InterruptedException {
        List<String> ids = ids(arguments);
        List<String> deleted = new ArrayList<>();
        Optional<ToolError> missing = Optional.empty();
        for (String id : ids.reversed()) {
            ApiReply reply = api.send(
                    ApiCall.of("DELETE", "/2/tweets/" + id, Kind.REPEATABLE).counted("delete"));
            switch (reply) {
                case ApiReply.Good(Answered _, JsonNode json) -> {
                    if (!json.path("data").path("deleted").asBoolean()) {
                        return new Outcome.Unknown(sofar(deleted) + "X did not say that " + id + " is deleted");
                    }
                    deleted.add(id);
                    forget(id);
                }
                case ApiReply.Refused(ToolError.NotFound gone) -> missing = Optional.of(gone);
                case ApiReply.Refused(ToolError error) -> {
                    return new Outcome.Failed(Errors.behind(sofar(deleted), error));
                }
                case ApiReply.Lost(String why) -> {
                    return new Outcome.Unknown(sofar(deleted) + why);
                }
            }
        }
        return deleted.isEmpty() && missing.isPresent()
                ? new Outcome.Failed(missing.get())
                : done(ids, deleted.size() + " deleted");
    }

    @Override
    public Verification verify(Arguments arguments, Call call) throws InterruptedException {
        List<String> ids = ids(arguments);
        return switch (reader.gone(ids)) {
            case Reader.Gone.All _ -> {
                Outcome.Done done = done(ids, "no longer on X");
                yield new Verification.Found(done.receipt(), done.outputs());
            }
            case Reader.Gone.NotAll _ -> new Verification.NotFound();
            case Reader.Gone.NoAnswer(ToolError error) -> new Verification.NoAnswer(error.message());
        };
    }

    private static List<String> ids(Arguments arguments) {
        return XDelete.ids(arguments).stream().map(XPostRef::id).toList();
    }

    private static Outcome.Done done(List<String> ids, String how) {
        String all = String.join(" ", ids);
        return new Outcome.Done(
                new Receipt(how + ": " + all, false),
                JsonNodeFactory.instance.objectNode().put("id", all));
    }

    private static String sofar(List<String> deleted) {
        return deleted.isEmpty() ? "" : "deleted are " + String.join(" ", deleted) + "; ";
    }

    /** What is deleted stands in nobody's way; where that cannot be kept, a new thread of the same step is refused. */
    private void forget(String id) throws InterruptedException {
        try {
            book.change(state -> state.sent().stream()
                    .filter(one -> one.id().equals(Optional.of(id)))
                    .map(BookState.Sent::slot)
                    .findFirst()
                    .map(state::without)
                    .orElse(state));
        } catch (IOException unkept) {
            return;
        }
    }
}
