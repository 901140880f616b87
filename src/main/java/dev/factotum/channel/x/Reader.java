package dev.factotum.channel.x;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.channel.port.Api;
import dev.factotum.channel.port.ApiCall;
import dev.factotum.channel.port.ApiReply;
import dev.factotum.channel.port.Authority;
import dev.factotum.channel.port.ResetHeader;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.http.HttpReply.Answered;
import dev.factotum.tool.ToolError;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one account reads on X; each post read is counted, for X charges for it. Thread-safe. */
final class Reader {
    private static final int MOST_PAGES = 10;

    private final Api api;
    private final Authority authority;
    private final Book book;
    private final boolean posts;

    /** @param account whose {@code fields} says what X calls its fields: {@code tweet.fields}, else {@code post.fields} */
    Reader(Api api, Authority authority, Book book, AccountSettings account) {
        this.api = api;
        this.authority = authority;
        this.book = book;
        this.posts = account.rest().getOrDefault("fields", "").strip().equals("post.fields");
    }

    /** Who the account is. */
    sealed interface Who {
        record Known(BookState.Me me) implements Who {}

        record Unknown(ToolError error) implements Who {}
    }

    /** What a read came to. */
    sealed interface Read {
        /**
         * @param beside posts that those found refer to, by number
         * @param next where it goes on; empty where that was all
         * @param skew how far X's clock is ahead of ours
         */
        record Found(List<Seen> posts, Map<String, Seen> beside, Optional<String> next, Duration skew) implements Read {
            public Found {
                posts = List.copyOf(posts);
                beside = Map.copyOf(beside);
            }
        }

        record Failed(ToolError error) implements Read {}
    }

    /** Asked once for each login: it costs more than a post. */
    Who me() throws InterruptedException {
        String mark = authority.mark();
        try {
            Optional<BookState.Me> known =
                    book.state().me().filter(me -> me.mark().equals(mark));
            return known.isPresent() ? new Who.Known(known.get()) : ask();
        } catch (IOException unread) {
            return ask();
        }
    }

    /** Asks X, whatever is known. */
    Who ask() throws InterruptedException {
        ApiReply reply = api.send(
                ApiCall.get("/2/users/me").with("user.fields", "username").counted("me"));
        return switch (reply) {
            case ApiReply.Refused(ToolError error) -> new Who.Unknown(error);
            case ApiReply.Lost(String why) -> new Who.Unknown(new ToolError.Transient(why));
            case ApiReply.Good(Answered _, JsonNode json) -> {
                String id = json.path("data").path("id").asText("");
                if (!XPostRef.number(id)) {
                    yield new Who.Unknown(new ToolError.Transient("X did not say who the account is"));
                }
                BookState.Me me = new BookState.Me(
                        id, "@" + json.path("data").path("username").asText(""), authority.mark());
                try {
                    book.change(state -> state.with(me));
                } catch (IOException unkept) {
                    yield new Who.Known(me);
                }
                yield new Who.Known(me);
            }
        };
    }

    /** Our own posts since a moment by X's clock, newest first. */
    Read own(Optional<Instant> since, int most) throws InterruptedException {
        return switch (me()) {
            case Who.Unknown(ToolError error) -> new Read.Failed(error);
            case Who.Known(BookState.Me me) -> {
                ApiCall call = ApiCall.get("/2/users/" + me.id() + "/tweets")
                        .with("max_results", Integer.toString(Math.clamp(most, 5, 100)))
                        .with("exclude", "retweets")
                        .counted("own");
                yield pages(since.map(at -> call.with("start_time", time(at))).orElse(call), most, false);
            }
        };
    }

    /** Posts that mention us, newest first; with what they answer. */
    Read mentions(Optional<String> after, Optional<String> before, Optional<Instant> since, int most)
            throws InterruptedException {
        return switch (me()) {
            case Who.Unknown(ToolError error) -> new Read.Failed(error);
            case Who.Known(BookState.Me me) -> {
                ApiCall call = ApiCall.get("/2/users/" + me.id() + "/mentions")
                        .with("max_results", Integer.toString(Math.clamp(most, 5, 100)))
                        .counted("mentions");
                call = after.isPresent() ? call.with("since_id", after.get()) : call;
                call = before.isPresent() ? call.with("until_id", before.get()) : call;
                call = since.isPresent() ? call.with("start_time", time(since.get())) : call;
                yield pages(call, most, true);
            }
        };
    }

    /** Posts of the last seven days by anybody. @param order {@code recency} or {@code relevancy} */
    Read search(String query, String order, int most) throws InterruptedException {
        return pages(
                ApiCall.get("/2/tweets/search/recent")
                        .with("query", query)
                        .with("max_results", Integer.toString(Math.clamp(most, 10, 100)))
                        .with("sort_order", order)
                        .counted("search"),
                most,
                true);
    }

    /** The posts of these numbers that are there. */
    Read lookup(List<String> ids) throws InterruptedException {
        return page(described(ApiCall.get("/2/tweets").with("ids", String.join(",", ids)), true)
                .counted("lookup"));
    }

    /** Whether posts are gone. */
    sealed interface Gone {
        record All() implements Gone {}

        record NotAll() implements Gone {}

        record NoAnswer(ToolError error) implements Gone {}
    }

    /** Whether X says of each of these that there is no such post. */
    Gone gone(List<String> ids) throws InterruptedException {
        ApiReply reply = api.send(
                ApiCall.get("/2/tweets").with("ids", String.join(",", ids)).counted("lookup"));
        return switch (reply) {
            case ApiReply.Refused(ToolError error) -> new Gone.NoAnswer(error);
            case ApiReply.Lost(String why) -> new Gone.NoAnswer(new ToolError.Transient(why));
            case ApiReply.Good(Answered _, JsonNode json) -> {
                Set<String> missing = new HashSet<>();
                json.path("errors").forEach(one -> {
                    if (one.path("type").asText().endsWith("/resource-not-found")) {
                        missing.add(
                                one.path("resource_id").asText(one.path("value").asText()));
                    }
                });
                book.read(json.path("data").size());
                Set<String> there = new HashSet<>();
                json.path("data").forEach(one -> there.add(one.path("id").asText()));
                yield missing.containsAll(ids)
                        ? new Gone.All()
                        : ids.stream().anyMatch(there::contains)
                                ? new Gone.NotAll()
                                : new Gone.NoAnswer(
                                        new ToolError.Transient("X did not say whether the posts are there"));
            }
        };
    }

    /** Goes on over pages that are empty, until so many posts are there or no page follows. */
    private Read pages(ApiCall first, int most, boolean whose) throws InterruptedException {
        List<Seen> found = new ArrayList<>();
        Map<String, Seen> beside = new HashMap<>();
        ApiCall call = described(first, whose);
        Optional<String> next = Optional.empty();
        for (int i = 0; i < MOST_PAGES; i++) {
            Read read = page(next.isPresent() ? call.with("pagination_token", next.get()) : call);
            if (!(read instanceof Read.Found page)) {
                return read;
            }
            found.addAll(page.posts());
            beside.putAll(page.beside());
            next = page.next();
            if (next.isEmpty() || found.size() >= most) {
                return new Read.Found(found, beside, next, page.skew());
            }
        }
        return new Read.Found(found, beside, next, Duration.ZERO);
    }

    private ApiCall described(ApiCall call, boolean whose) {
        String name = posts ? "post" : "tweet";
        String fields = "created_at,author_id,entities,public_metrics,referenced_" + name + "s,note_" + name;
        ApiCall asked = call.with(name + ".fields", fields);
        return whose
                ? asked.with(
                                "expansions",
                                "author_id,referenced_" + name + "s.id,referenced_" + name + "s.id.author_id")
                        .with("user.fields", "username")
                : asked;
    }

    private Read page(ApiCall call) throws InterruptedException {
        return switch (api.send(call)) {
            case ApiReply.Refused(ToolError error) -> new Read.Failed(error);
            case ApiReply.Lost(String why) -> new Read.Failed(new ToolError.Transient(why));
            case ApiReply.Good(Answered answer, JsonNode json) -> {
                if (!json.has("data") && !json.has("meta") && !json.has("errors")) {
                    yield new Read.Failed(new ToolError.Transient("X: the answer holds no list of posts"));
                }
                if (!json.has("data") && !json.has("meta") && call.path().contains("/users/")) {
                    yield new Read.Failed(new ToolError.Transient(
                            "X: " + json.path("errors").path(0).path("detail").asText("the list was not given")));
                }
                Seen.Page page = Seen.Page.of(json);
                book.read(page.posts().size()
                        + page.beside().size()
                        + json.path("includes").path("users").size());
                yield new Read.Found(page.posts(), page.beside(), page.next(), ResetHeader.ahead(answer, book.now()));
            }
        };
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
