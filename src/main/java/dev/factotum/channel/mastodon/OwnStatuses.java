package dev.factotum.channel.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.channel.port.Api;
import dev.factotum.channel.port.ApiCall;
import dev.factotum.channel.port.ApiReply;
import dev.factotum.channel.port.OwnPosts;
import dev.factotum.http.HttpReply.Answered;
import dev.factotum.tool.ToolError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The account's own statuses, without what it only passed on. */
final class OwnStatuses implements OwnPosts {
    private static final int PAGE = 40;
    private static final int MOST_PAGES = 5;

    private final Api api;

    OwnStatuses(Api api) {
        this.api = api;
    }

    /** What came of asking for them. */
    sealed interface Asked {
        /** @param last the last answer, whose headers tell the server's time */
        record Statuses(List<Status> statuses, Answered last) implements Asked {
            public Statuses {
                statuses = List.copyOf(statuses);
            }
        }

        record Failed(ToolError error) implements Asked {}
    }

    @Override
    public Looked recent(int most) throws InterruptedException {
        return switch (newest(most)) {
            case Asked.Failed(ToolError error) -> new Looked.Failed(error);
            case Asked.Statuses(List<Status> statuses, var _) ->
                new Looked.Posts(statuses.stream().map(OwnStatuses::post).toList());
        };
    }

    private static Post post(Status status) {
        Map<String, Long> counts = new LinkedHashMap<>();
        count(status, "favourites_count", "likes", counts);
        count(status, "replies_count", "replies", counts);
        count(status, "reblogs_count", "reposts", counts);
        count(status, "quotes_count", "quotes", counts);
        return new Post(status.id(), status.url(), status.at(), status.text(), status.answers(), counts);
    }

    private static void count(Status status, String field, String name, Map<String, Long> counts) {
        JsonNode value = status.json().path(field);
        if (value.isNumber() || value.isTextual()) {
            counts.put(name, value.asLong());
        }
    }

    /** Newest first, at most so many. */
    Asked newest(int most) throws InterruptedException {
        ApiReply who = api.send(ApiCall.get("/api/v1/accounts/verify_credentials"));
        if (!(who instanceof ApiReply.Good(Answered answer, JsonNode me))) {
            return new Asked.Failed(who.failure());
        }
        String id = new Status(me).id();
        if (id.isEmpty()) {
            return new Asked.Failed(new ToolError.Transient(MastodonChannel.NAME + " did not say who we are"));
        }
        List<Status> found = new ArrayList<>();
        Answered last = answer;
        Optional<String> below = Optional.empty();
        for (int page = 0; page < MOST_PAGES && found.size() < most; page++) {
            ApiCall call = ApiCall.get("/api/v1/accounts/" + id + "/statuses")
                    .with("limit", String.valueOf(Math.min(PAGE, most)))
                    .with("exclude_reblogs", "true");
            ApiReply reply = api.send(below.isPresent() ? call.with("max_id", below.get()) : call);
            if (!(reply instanceof ApiReply.Good(Answered next, JsonNode statuses))) {
                return new Asked.Failed(reply.failure());
            }
            last = next;
            statuses.forEach(status -> found.add(new Status(status)));
            below = Pages.id(next, "next", "max_id");
            if (below.isEmpty()) {
                break;
            }
        }
        found.removeIf(status -> status.id().isEmpty());
        return new Asked.Statuses(found.subList(0, Math.min(most, found.size())), last);
    }
}
