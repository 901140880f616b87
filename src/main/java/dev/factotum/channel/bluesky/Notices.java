package dev.factotum.channel.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.channel.port.ApiCall;
import dev.factotum.channel.port.ApiReply;
import dev.factotum.channel.port.Heard;
import dev.factotum.channel.port.WatcherName;
import dev.factotum.channel.port.Watching;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Watcher;
import dev.factotum.world.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Posts of others that mention, answer or quote us, each with what it answers. */
final class Notices implements Watcher {
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 30;
    private static final int MOST_ITEMS = 60;
    private static final int PARENTS = 20;
    private static final Duration USUAL = Duration.ofMinutes(2);

    /** How far back the first look of an account goes. */
    private static final Duration FIRST = Duration.ofDays(1);

    private final String account;
    private final String name;
    private final Duration every;
    private final Pds pds;
    private final Clock clock;

    Notices(AccountSettings account, Pds pds, Clock clock) {
        this.account = account.name();
        this.name = WatcherName.of(account.name(), "notices");
        this.every = Watching.every(account, USUAL);
        this.pds = pds;
        this.clock = clock;
    }

    /** @param at as the server sorts it */
    private record Notice(Instant at, String uri, JsonNode json) {}

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
        Place before = cursor.flatMap(Place::of)
                .orElseGet(() -> Place.at(clock.instant().minus(FIRST)));
        List<Notice> found = new ArrayList<>();
        String page = "";
        for (int i = 0; i < MOST_PAGES; i++) {
            ApiCall call = Pds.query("app.bsky.notification.listNotifications")
                    .with("limit", String.valueOf(PAGE))
                    .with("reasons", "mention")
                    .with("reasons", "reply")
                    .with("reasons", "quote");
            ApiReply reply = pds.send(page.isEmpty() ? call : call.with("cursor", page));
            if (!(reply instanceof ApiReply.Good(var _, JsonNode json))) {
                return new News.Failed(reply.failure());
            }
            if (!json.path("notifications").isArray()) {
                return new News.Failed(
                        new ToolError.Transient(BlueskyChannel.NAME + " answered with no list of notifications"));
            }
            boolean further = true;
            for (JsonNode one : json.path("notifications")) {
                Notice notice = new Notice(
                        OwnFeed.time(one.path("indexedAt").asText()),
                        one.path("uri").asText(),
                        one);
                further &= !before.passed(notice.at());
                if (before.fresh(notice.at(), notice.uri())
                        && PostRef.of(notice.uri()).isPresent()) {
                    found.add(notice);
                }
            }
            page = json.path("cursor").asText("");
            if (page.isEmpty() || !further) {
                break;
            }
        }
        found.sort(Comparator.comparing(Notice::at).thenComparing(Notice::uri));
        List<Arrival> items = new ArrayList<>();
        Place after = before;
        for (Notice notice : found.subList(0, Math.min(MOST_ITEMS, found.size()))) {
            switch (thread(notice)) {
                case Context.Failed(ToolError error) -> {
                    return new News.Failed(error);
                }
                case Context.Known(List<Heard.Above> above) -> items.add(arrival(notice, above));
            }
            after = after.with(notice.at(), notice.uri());
        }
        return new News.Items(items, Optional.of(after.toString()));
    }

    private Arrival arrival(Notice notice, List<Heard.Above> above) {
        JsonNode record = notice.json().path("record");
        String from = "@" + notice.json().path("author").path("handle").asText();
        String reason = notice.json().path("reason").asText();
        String what = switch (reason) {
            case "reply" -> " answers: ";
            case "quote" -> " quotes us: ";
            default -> " mentions us: ";
        };
        String text = shown(record);
        return new Heard(
                        "bluesky:" + notice.uri(),
                        account,
                        "bluesky",
                        reason.equals("reply") ? "comment" : "mention",
                        from,
                        PostRef.of(notice.uri()).orElseThrow().url(),
                        from + what + Watching.opening(text),
                        text,
                        above)
                .arrival();
    }

    /** The text, and what its pictures show. */
    private static String shown(JsonNode record) {
        StringBuilder text = new StringBuilder(record.path("text").asText(""));
        record.path("embed").path("images").forEach(image -> {
            String alt = image.path("alt").asText("").strip();
            text.append("\n[image").append(alt.isEmpty() ? "" : ": " + alt).append(']');
        });
        return text.toString();
    }

    /** What a post answers. */
    private sealed interface Context {
        record Known(List<Heard.Above> above) implements Context {}

        record Failed(ToolError error) implements Context {}
    }

    /** A thread that is gone is none; one that cannot be had for now is asked for at the next look. */
    private Context thread(Notice notice) throws InterruptedException {
        if (!notice.json().path("record").has("reply")) {
            return new Context.Known(List.of());
        }
        ApiReply reply = pds.send(Pds.query("app.bsky.feed.getPostThread")
                .with("uri", notice.uri())
                .with("depth", "0")
                .with("parentHeight", String.valueOf(PARENTS)));
        return switch (reply) {
            case ApiReply.Good(var _, JsonNode json) -> {
                List<Heard.Above> above = new ArrayList<>();
                JsonNode parent = json.path("thread").path("parent");
                for (int i = 0; i < PARENTS && parent.has("post"); i++) {
                    JsonNode post = parent.path("post");
                    above.addFirst(new Heard.Above(
                            "@" + post.path("author").path("handle").asText(), shown(post.path("record"))));
                    parent = parent.path("parent");
                }
                yield new Context.Known(above);
            }
            case ApiReply.Refused(ToolError.NotFound _),
                    ApiReply.Refused(ToolError.Validation _),
                    ApiReply.Refused(ToolError.Permission _) -> new Context.Known(List.of());
            case ApiReply.Refused _, ApiReply.Lost _ -> new Context.Failed(reply.failure());
        };
    }
}
