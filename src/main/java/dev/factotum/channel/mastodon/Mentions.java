package dev.factotum.channel.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.channel.port.Api;
import dev.factotum.channel.port.ApiCall;
import dev.factotum.channel.port.ApiReply;
import dev.factotum.channel.port.Heard;
import dev.factotum.channel.port.WatcherName;
import dev.factotum.channel.port.Watching;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.http.HttpReply.Answered;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Watcher;
import dev.factotum.world.Clock;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Posts of others that mention us or answer ours, each with what it answers. The cursor is the number of the newest
 * notification that was seen; the next look asks for what came right behind it, so that nothing between is left out. Once a
 * day the server's limits are asked for as well, so that plans are checked by them.
 */
final class Mentions implements Watcher {
    private static final int PAGE = 40;
    private static final int MOST_PAGES = 2;

    /** How far back the first look of an account goes. */
    private static final Duration FIRST = Duration.ofDays(1);

    private static final Duration USUAL = Duration.ofMinutes(2);

    private final String account;
    private final String name;
    private final Duration every;
    private final Api api;
    private final Instance instance;
    private final URI server;
    private final Clock clock;

    Mentions(AccountSettings account, Api api, Instance instance, URI server, Clock clock) {
        this.instance = instance;
        this.account = account.name();
        this.name = WatcherName.of(account.name(), "mentions");
        this.every = Watching.every(account, USUAL);
        this.api = api;
        this.server = server;
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration every() {
        return every;
    }

    @Override
    public News look(Optional<String> cursor) throws InterruptedException {
        instance.fresh();
        Optional<String> known = cursor.filter(text -> text.matches("[0-9]{1,20}"));
        List<Arrival> items = new ArrayList<>();
        Optional<String> newest = known;
        for (int page = 0; page < MOST_PAGES; page++) {
            ApiCall call = ApiCall.get("/api/v1/notifications")
                    .with("types[]", "mention")
                    .with("limit", String.valueOf(PAGE));
            ApiReply reply = api.send(newest.isPresent() ? call.with("min_id", newest.get()) : call);
            if (!(reply instanceof ApiReply.Good(Answered answer, JsonNode notifications))) {
                return new News.Failed(reply.failure());
            }
            if (!notifications.isArray()) {
                return new News.Failed(
                        new ToolError.Transient(MastodonChannel.NAME + " answered with no list of notifications"));
            }
            Optional<String> further = newest;
            for (int i = notifications.size() - 1; i >= 0; i--) {
                JsonNode one = notifications.get(i);
                String id = new Status(one).id();
                if (!id.isEmpty() && (further.isEmpty() || Pages.compare(id, further.get()) > 0)) {
                    further = Optional.of(id);
                }
                Status status = new Status(one.path("status"));
                if (status.id().isEmpty() || known.isEmpty() && old(one)) {
                    continue;
                }
                switch (heard(status)) {
                    case Context.Failed(ToolError error) -> {
                        return new News.Failed(error);
                    }
                    case Context.Known(List<Heard.Above> above) -> items.add(arrival(status, above));
                }
            }
            Optional<String> told = Pages.id(answer, "prev", "min_id");
            if (told.isPresent() && (further.isEmpty() || Pages.compare(told.get(), further.get()) > 0)) {
                further = told;
            }
            if (further.equals(newest) || known.isEmpty()) {
                newest = further;
                break;
            }
            newest = further;
        }
        return new News.Items(items, newest);
    }

    private boolean old(JsonNode notification) {
        return new Status(notification).at().isBefore(clock.instant().minus(FIRST));
    }

    private Arrival arrival(Status status, List<Heard.Above> above) {
        String from = status.author(server);
        boolean few = status.audience().narrow();
        String what = status.answers().isPresent() ? " answers: " : few ? " writes: " : " mentions us: ";
        return new Heard(
                        "mastodon:" + status.uri(),
                        account,
                        "mastodon",
                        few ? "message" : status.answers().isPresent() ? "comment" : "mention",
                        from,
                        status.address(server),
                        from + what + Watching.opening(status.text()),
                        status.shown(),
                        above)
                .arrival();
    }

    /** What a post answers. */
    private sealed interface Context {
        record Known(List<Heard.Above> above) implements Context {}

        record Failed(ToolError error) implements Context {}
    }

    /** A thread that is gone, or not for us, is none; one that cannot be had for now is asked for at the next look. */
    private Context heard(Status status) throws InterruptedException {
        if (status.answers().isEmpty()) {
            return new Context.Known(List.of());
        }
        ApiReply reply = api.send(ApiCall.get("/api/v1/statuses/" + status.id() + "/context"));
        return switch (reply) {
            case ApiReply.Good(var _, JsonNode json) -> {
                List<Heard.Above> above = new ArrayList<>();
                json.path("ancestors").forEach(one -> {
                    Status post = new Status(one);
                    above.add(new Heard.Above(post.author(server), post.shown()));
                });
                yield new Context.Known(above);
            }
            case ApiReply.Refused(ToolError.NotFound _),
                    ApiReply.Refused(ToolError.Permission _),
                    ApiReply.Refused(ToolError.Validation _) -> new Context.Known(List.of());
            case ApiReply.Refused _, ApiReply.Lost _ -> new Context.Failed(reply.failure());
        };
    }
}
