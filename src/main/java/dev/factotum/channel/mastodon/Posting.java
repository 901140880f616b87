package dev.factotum.channel.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.port.Act;
import dev.factotum.channel.port.Api;
import dev.factotum.channel.port.ApiCall;
import dev.factotum.channel.port.ApiCall.Kind;
import dev.factotum.channel.port.ApiReply;
import dev.factotum.channel.sandbox.Action;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Descriptions;
import dev.factotum.channel.sandbox.Media;
import dev.factotum.tool.Account;
import dev.factotum.tool.ArgumentFault;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Call;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Verification;
import dev.factotum.vault.Vault;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Posts a status, with our key as the server's {@code Idempotency-Key}: for an hour the server answers the same key with the
 * same status. It keeps the key only once the status stands, so that a call without an answer is not made again at once.
 */
final class Posting implements Act {
    /** A little less than the hour for which servers keep a key. */
    private static final Duration KEPT = Duration.ofMinutes(55);

    /** Longer than a server takes to store a status that it has begun to store. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** Servers refuse to schedule what is nearer than five minutes. */
    private static final Duration LEAST_AHEAD = Duration.ofMinutes(5);

    private static final MastodonPost ACTION = new MastodonPost();

    private final Vault vault;
    private final Api api;
    private final Instance instance;
    private final Uploads uploads;
    private final Above above;
    private final Proof proof;

    Posting(Vault vault, Api api, Instance instance, OwnStatuses own, URI server) {
        this.vault = vault;
        this.api = api;
        this.instance = instance;
        this.uploads = new Uploads(vault, api);
        this.above = new Above(api, server);
        this.proof = new Proof(api, own, vault.world().clock());
    }

    @Override
    public Effect effect() {
        return new Effect.Keyed(KEPT);
    }

    @Override
    public List<ArgumentFault> check(Action action, Arguments arguments, List<AttachedFile> files, Account account) {
        return ACTION.check(arguments, files, account, instance.known());
    }

    @Override
    public Map<String, String> prepare(String key) {
        return Map.of(Proof.MEANT, vault.world().clock().instant().toString());
    }

    @Override
    public Outcome call(Arguments arguments, Call call) throws InterruptedException {
        List<ArgumentFault> faults = ACTION.check(arguments, call.files(), call.account(), instance.fresh());
        if (!faults.isEmpty()) {
            return refused(
                    faults.getFirst().argument() + " " + faults.getFirst().reason());
        }
        ObjectNode status = JsonNodeFactory.instance.objectNode().put("status", arguments.text("text"));
        Optional<ToolError> wrong = time(arguments, status);
        if (wrong.isEmpty()) {
            wrong = answer(arguments, status);
        }
        if (wrong.isEmpty()) {
            wrong = files(arguments, call, status);
        }
        if (wrong.isPresent()) {
            return new Outcome.Failed(wrong.get());
        }
        for (String name : List.of("visibility", "spoiler_text", "language")) {
            if (arguments.has(name)) {
                status.put(name, arguments.text(name).strip());
            }
        }
        if (arguments.flag("sensitive")) {
            status.put("sensitive", true);
        }
        Poll.write(arguments, status);
        return send(status, call.key());
    }

    private Outcome send(ObjectNode status, String key) throws InterruptedException {
        ApiReply reply = api.send(ApiCall.of("POST", "/api/v1/statuses", Kind.CREATE)
                .header("idempotency-key", key)
                .json(status));
        return switch (reply) {
            case ApiReply.Refused(ToolError error) -> new Outcome.Failed(error);
            case ApiReply.Lost(String why) -> unknown(why);
            case ApiReply.Good(var _, JsonNode json) -> {
                Optional<Verification.Found> posted = Proof.posted(json);
                yield posted.isPresent()
                        ? new Outcome.Done(posted.get().receipt(), posted.get().outputs())
                        : unknown(MastodonChannel.NAME + " answered without the number of a post");
            }
        };
    }

    private Outcome unknown(String why) throws InterruptedException {
        vault.world().clock().pause(PAUSE);
        return new Outcome.Unknown(why);
    }

    private static Outcome refused(String why) {
        return new Outcome.Failed(new ToolError.Validation(why));
    }

    private Optional<ToolError> time(Arguments arguments, ObjectNode status) {
        Optional<OffsetDateTime> time = MastodonPost.time(arguments.text("scheduled_at"));
        time.ifPresent(at -> status.put("scheduled_at", at.toInstant().toString()));
        Instant soonest = vault.world().clock().instant().plus(LEAST_AHEAD);
        return time.filter(at -> at.toInstant().isBefore(soonest))
                .map(at -> new ToolError.Validation("scheduled_at is not five minutes ahead any more"));
    }

    /** An answer for all to a post for few is refused, whatever else the plan says. */
    private Optional<ToolError> answer(Arguments arguments, ObjectNode status) throws InterruptedException {
        if (!arguments.has("reply_to")) {
            return Optional.empty();
        }
        return switch (above.find(arguments.text("reply_to"))) {
            case Above.Looked.Failed(ToolError error) -> Optional.of(error);
            case Above.Looked.Found(Status post) -> {
                status.put("in_reply_to_id", post.id());
                yield Audience.of(arguments.text("visibility")).widerThan(post.audience())
                        ? Optional.of(
                                new ToolError.Validation("the post that this answers is for few: write visibility "
                                        + post.audience().word()))
                        : Optional.empty();
            }
        };
    }

    private Optional<ToolError> files(Arguments arguments, Call call, ObjectNode status) throws InterruptedException {
        int place = 0;
        for (AttachedFile file : Media.inOrder(arguments, "media", call.files())) {
            String description = Descriptions.of(arguments, place++);
            switch (uploads.upload(file, description, call.key(), call.deadline())) {
                case Uploads.Uploaded.Failed(ToolError error) -> {
                    return Optional.of(error);
                }
                case Uploads.Uploaded.Ready(String id) ->
                    status.withArray("/media_ids").add(id);
            }
        }
        return Optional.empty();
    }

    @Override
    public Verification verify(Arguments arguments, Call call) throws InterruptedException {
        return proof.look(arguments, call);
    }
}
