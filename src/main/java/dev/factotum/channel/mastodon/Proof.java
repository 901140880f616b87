package dev.factotum.channel.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.port.Api;
import dev.factotum.channel.port.ApiCall;
import dev.factotum.channel.port.ApiReply;
import dev.factotum.channel.port.ResetHeader;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.tool.Call;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Verification;
import dev.factotum.world.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Looks whether a status stands on the server, once its key is too old to ask for. */
final class Proof {
    /** Among what was written down with the intent: when the post was meant. */
    static final String MEANT = "meant";

    private static final Duration BEFORE = Duration.ofMinutes(1);
    private static final int MOST = 200;

    private final Api api;
    private final OwnStatuses own;
    private final Clock clock;

    Proof(Api api, OwnStatuses own, Clock clock) {
        this.api = api;
        this.own = own;
        this.clock = clock;
    }

    Verification look(Arguments arguments, Call call) throws InterruptedException {
        Optional<Instant> meant = meant(call);
        if (meant.isEmpty()) {
            return new Verification.NoAnswer("nothing says when it was meant");
        }
        return MastodonPost.time(arguments.text("scheduled_at"))
                        .filter(at -> at.toInstant().isAfter(clock.instant()))
                        .isPresent()
                ? waiting(call.key())
                : posted(arguments, meant.get());
    }

    /** A post that waits for its time tells the key that it was made with. */
    private Verification waiting(String key) throws InterruptedException {
        ApiReply reply = api.send(ApiCall.get("/api/v1/scheduled_statuses").with("limit", "40"));
        if (!(reply instanceof ApiReply.Good(var _, JsonNode all))) {
            return new Verification.NoAnswer(reply.failure().message());
        }
        for (JsonNode one : all) {
            if (one.path("params").path("idempotency").asText().equals(key)) {
                return posted(one).<Verification>map(found -> found).orElseGet(Verification.NotFound::new);
            }
        }
        return new Verification.NotFound();
    }

    /** The same words to the same people, not older than the intent by the server's own clock. */
    private Verification posted(Arguments arguments, Instant meant) throws InterruptedException {
        return switch (own.newest(MOST)) {
            case OwnStatuses.Asked.Failed(ToolError error) -> new Verification.NoAnswer(error.message());
            case OwnStatuses.Asked.Statuses statuses -> {
                Instant since = meant.minus(BEFORE).plus(ResetHeader.ahead(statuses.last(), clock.instant()));
                yield statuses.statuses().stream()
                        .filter(status -> !status.at().isBefore(since))
                        .filter(status -> same(status, arguments))
                        .findFirst()
                        .flatMap(status -> posted(status.json()))
                        .<Verification>map(found -> found)
                        .orElseGet(Verification.NotFound::new);
            }
        };
    }

    private static boolean same(Status status, Arguments arguments) {
        return bare(status.text()).equals(bare(MastodonText.local(arguments.text("text"))))
                && bare(status.warning()).equals(bare(arguments.text("spoiler_text")))
                && status.audience() == Audience.of(arguments.text("visibility"))
                && status.answers().isPresent() == arguments.has("reply_to");
    }

    /** Servers set spaces and line breaks in their own way. */
    private static String bare(String text) {
        return MastodonText.local(text).replaceAll("[\\s\\p{Z}]+", "");
    }

    private static Optional<Instant> meant(Call call) {
        try {
            return Optional.ofNullable(call.prepared().get(MEANT)).map(Instant::parse);
        } catch (DateTimeException damaged) {
            return Optional.empty();
        }
    }

    /** What a server's answer about our own post proves; empty where it tells no number. */
    static Optional<Verification.Found> posted(JsonNode json) {
        String id = new Status(json).id();
        if (id.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode outputs = JsonNodeFactory.instance.objectNode();
        if (json.hasNonNull("scheduled_at") && !json.has("content")) {
            String at = json.path("scheduled_at").asText();
            outputs.put("id", Deleting.SCHEDULED + id);
            return Optional.of(new Verification.Found(new Receipt("scheduled " + id + " for " + at, false), outputs));
        }
        String url = new Status(json).url();
        outputs.put("id", id);
        if (!url.isEmpty()) {
            outputs.put("url", url);
        }
        return Optional.of(new Verification.Found(new Receipt(url.isEmpty() ? "post " + id : url, false), outputs));
    }
}
