package dev.factotum.channel.x;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.sandbox.Trial;
import dev.factotum.world.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.HttpUrl;

/** X in this process: it keeps posts, charges for nothing and fails as it is told to. Thread-safe. */
public final class FakeX extends Dispatcher implements AutoCloseable {
    private static final SocketEffect CLOSE = new SocketEffect.CloseSocket(true, true, true);

    private static final MockResponse PASS = new MockResponse.Builder().build();

    private final MockWebServer server = new MockWebServer();
    private final TestClock clock;
    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final List<Integer> pieces = new CopyOnWriteArrayList<>();
    private long next = 1_990_000_000_000_000_000L;
    private Duration ahead = Duration.ZERO;
    private Duration lag = Duration.ZERO;
    private boolean renamed;
    private boolean numbers;

    /** A post that X keeps. @param author 42 are we */
    public record Post(String id, String author, String text, Optional<String> answers, Instant at) {}

    /**
     * What goes wrong with the next request that begins so.
     *
     * @param after true where X does what was asked first
     * @param answer empty where the connection is cut
     */
    record Fault(String begins, boolean after, Optional<MockResponse> answer) {}

    public FakeX(TestClock clock) throws IOException {
        this.clock = clock;
        server.setDispatcher(this);
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    public String address() {
        return "http://127.0.0.1:" + server.getPort();
    }

    /** The connection is cut once X has done what was asked. */
    public void cutAfter(String begins) {
        fault(new Fault(begins, true, Optional.empty()));
    }

    /** The connection is cut before X does anything. */
    public void cutBefore(String begins) {
        fault(new Fault(begins, false, Optional.empty()));
    }

    /** A proxy's page in place of the answer, once X has done what was asked. */
    public void proxyPageAfter(String begins) {
        fault(new Fault(
                begins,
                true,
                Optional.of(new MockResponse.Builder()
                        .code(502)
                        .addHeader("content-type", "text/html")
                        .body("<html><body>Bad gateway</body></html>")
                        .build())));
    }

    /** X answers with this and does nothing. */
    public void refuse(String begins, int status, String body, String... headers) {
        fault(new Fault(begins, false, Optional.of(response(status, body, headers))));
    }

    /** The answer does not come, once X has done what was asked. */
    public void stallAfter(String begins) {
        fault(new Fault(
                begins,
                true,
                Optional.of(new MockResponse.Builder()
                        .onResponseStart(SocketEffect.Stall.INSTANCE)
                        .build())));
    }

    /** One such request goes well before the next fault. */
    public void pass(String begins) {
        fault(new Fault(begins, false, Optional.of(PASS)));
    }

    private synchronized void fault(Fault fault) {
        faults.add(fault);
    }

    static MockResponse response(int status, String body, String... headers) {
        MockResponse.Builder builder = new MockResponse.Builder().code(status).body(body);
        for (int i = 0; i < headers.length; i += 2) {
            builder.addHeader(headers[i], headers[i + 1]);
        }
        return builder.build();
    }

    /** X's clock is so far ahead of ours. */
    public void ahead(Duration by) {
        this.ahead = by;
    }

    /** Posts are listed only so long after they were sent. */
    public void lag(Duration by) {
        this.lag = by;
    }

    /** Fields have their newer names. */
    void renamed() {
        this.renamed = true;
    }

    /** Ids are numbers, and fields nobody knows come along. */
    void drifts() {
        this.numbers = true;
    }

    /** Somebody posts. */
    public String says(String author, String text, Optional<String> answers) {
        return keep(author, text, answers);
    }

    private synchronized String keep(String author, String text, Optional<String> answers) {
        String id = Long.toString(++next);
        posts.add(new Post(id, author, text, answers, clock.instant().plus(ahead)));
        return id;
    }

    /** Our posts, the oldest first. */
    public List<String> ours() {
        return posts.stream()
                .filter(post -> post.author().equals("42"))
                .map(Post::text)
                .toList();
    }

    public List<Post> posts() {
        return List.copyOf(posts);
    }

    /** What was asked, each as {@code METHOD target body}. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** How often something was asked. */
    public long asked(String begins) {
        return requests.stream().filter(one -> one.startsWith(begins)).count();
    }

    /** Sizes of the pieces of files. */
    List<Integer> pieces() {
        return List.copyOf(pieces);
    }

    @Override
    public synchronized MockResponse dispatch(RecordedRequest request) {
        String body = request.getBody() == null ? "" : request.getBody().utf8();
        boolean multipart =
                String.valueOf(request.getHeaders().get("content-type")).startsWith("multipart/");
        String line = request.getMethod() + " " + request.getTarget();
        requests.add(line + (body.isEmpty() ? "" : " " + (body.length() > 400 ? body.length() + " bytes" : body)));
        Fault fault = faults.peek();
        if (fault != null && line.startsWith(fault.begins())) {
            faults.remove();
            if (fault.answer().filter(PASS::equals).isPresent()) {
                return answer(request, body, multipart);
            }
            if (fault.after()) {
                answer(request, body, multipart);
            }
            return fault.answer()
                    .orElseGet(() ->
                            new MockResponse.Builder().onResponseStart(CLOSE).build());
        }
        MockResponse answer = answer(request, body, multipart);
        return answer.newBuilder()
                .setHeader(
                        "date",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                clock.instant().plus(ahead).atOffset(ZoneOffset.UTC)))
                .build();
    }

    private MockResponse answer(RecordedRequest request, String body, boolean multipart) {
        HttpUrl url = request.getUrl();
        String path = url.encodedPath();
        JsonNode json = body.startsWith("{") ? Trial.json(body) : Trial.json("{}");
        String what = request.getMethod() + " " + path;
        if (!"Bearer canary-token".equals(request.getHeaders().get("authorization"))
                && !path.equals("/2/usage/tweets")) {
            return response(401, "{\"title\":\"Unauthorized\",\"type\":\"about:blank\",\"status\":401}");
        }
        if (what.equals("GET /2/users/me")) {
            return response(200, "{\"data\":{\"id\":\"42\",\"name\":\"Shop\",\"username\":\"shop\"}}");
        }
        if (what.equals("POST /2/tweets")) {
            return create(json);
        }
        if (what.equals("GET /2/users/42/tweets") || what.equals("GET /2/users/42/mentions")) {
            boolean own = path.endsWith("tweets");
            return list(
                    url,
                    posts.stream()
                            .filter(post -> own == post.author().equals("42"))
                            .filter(post -> !post.at()
                                    .isAfter(clock.instant().plus(ahead).minus(lag)))
                            .toList());
        }
        if (what.equals("GET /2/tweets")) {
            List<String> ids = List.of(String.valueOf(url.queryParameter("ids")).split(","));
            ObjectNode found =
                    shown(posts.stream().filter(post -> ids.contains(post.id())).toList());
            ArrayNode missing = found.putArray("errors");
            ids.stream()
                    .filter(id -> posts.stream().noneMatch(post -> post.id().equals(id)))
                    .forEach(id -> missing.addObject()
                            .put("resource_id", id)
                            .put("title", "Not Found Error")
                            .put("type", "https://api.twitter.com/2/problems/resource-not-found"));
            return response(200, found.toString());
        }
        if (what.equals("GET /2/tweets/search/recent")) {
            return response(200, shown(posts).toString());
        }
        if (what.startsWith("DELETE /2/tweets/")) {
            String id = path.substring(path.lastIndexOf('/') + 1);
            boolean gone = posts.removeIf(post -> post.id().equals(id));
            return gone
                    ? response(200, "{\"data\":{\"deleted\":true}}")
                    : response(
                            404,
                            "{\"title\":\"Not Found Error\",\"type\":\"https://api.twitter.com/2/problems/resource-not-found\"}");
        }
        if (what.endsWith("/hidden")) {
            return response(200, "{\"data\":{\"hidden\":" + json.path("hidden").asBoolean() + "}}");
        }
        return media(what, json, body, multipart, url);
    }

    private MockResponse media(String what, JsonNode json, String body, boolean multipart, HttpUrl url) {
        if (what.equals("POST /2/media/metadata")) {
            return response(200, "{\"data\":{\"id\":\"188\"}}");
        }
        if (what.equals("GET /2/media/upload")) {
            return response(
                    200,
                    "{\"data\":{\"id\":\"" + url.queryParameter("media_id")
                            + "\",\"processing_info\":{\"state\":\"succeeded\"}}}");
        }
        if (what.equals("POST /2/media/upload/initialize") || multipart && body.contains("\r\nINIT\r\n")) {
            return response(200, "{\"data\":{\"id\":\"188\",\"media_key\":\"13_188\",\"expires_after_secs\":86400}}");
        }
        if (what.endsWith("/append") || multipart && body.contains("\r\nAPPEND\r\n")) {
            pieces.add(body.length());
            return response(200, "{\"data\":{\"expires_at\":1}}");
        }
        if (what.endsWith("/finalize") || multipart && body.contains("\r\nFINALIZE\r\n")) {
            return response(
                    200,
                    "{\"data\":{\"id\":\"188\",\"media_key\":\"13_188\",\"processing_info\":{\"state\":\"pending\",\"check_after_secs\":1}}}");
        }
        if (what.equals("POST /2/media/upload") && json.has("media")) {
            return response(200, "{\"data\":{\"id\":\"188\",\"media_key\":\"3_188\"}}");
        }
        return response(404, "{\"title\":\"Not Found\"}");
    }

    /** As X does: the same text twice is refused, links are made short, signs are written out. */
    private MockResponse create(JsonNode json) {
        String text = json.path("text").asText();
        Optional<String> answers = Optional.ofNullable(json.path("reply").get("in_reply_to_tweet_id"))
                .map(JsonNode::asText);
        if (posts.stream()
                .anyMatch(post -> post.author().equals("42")
                        && post.text().equals(text)
                        && post.answers().equals(answers))) {
            return response(
                    403,
                    "{\"detail\":\"You are not allowed to create a Tweet with duplicate content.\",\"type\":\"about:blank\",\"title\":\"Forbidden\",\"status\":403}");
        }
        String id = keep("42", text, answers);
        return response(
                201,
                "{\"data\":{\"id\":" + (numbers ? id : "\"" + id + "\"") + ",\"edit_history_tweet_ids\":[\"" + id
                        + "\"],\"unheard_of\":{}}}",
                "x-rate-limit-remaining",
                "99");
    }

    /** The newest first, five on a page, and an empty page between two. */
    private MockResponse list(HttpUrl url, List<Post> all) {
        String since = url.queryParameter("since_id");
        String until = url.queryParameter("until_id");
        String start = url.queryParameter("start_time");
        List<Post> found = new ArrayList<>(all.stream()
                .filter(post -> since == null || XPostRef.newer(post.id(), since))
                .filter(post -> until == null || XPostRef.newer(until, post.id()))
                .filter(post -> start == null || !post.at().isBefore(Instant.parse(start)))
                .toList());
        found.sort((one, other) -> XPostRef.newer(one.id(), other.id()) ? -1 : 1);
        String token = url.queryParameter("pagination_token");
        int page = token == null ? 0 : Integer.parseInt(token.substring(1));
        int from = page / 2 * 5;
        List<Post> here = page % 2 == 1
                ? List.of()
                : found.subList(Math.min(from, found.size()), Math.min(from + 5, found.size()));
        ObjectNode json = shown(here);
        ObjectNode meta = json.putObject("meta").put("result_count", here.size());
        int later = (page + 1) / 2 * 5;
        if (page % 2 == 0 ? found.size() > from + 5 : found.size() > later) {
            meta.put("next_token", "p" + (page + 1));
        }
        if (here.isEmpty()) {
            json.remove("data");
        }
        return response(200, json.toString());
    }

    private ObjectNode shown(List<Post> some) {
        String kind = renamed ? "post" : "tweet";
        ObjectNode json = Trial.json("{}");
        ArrayNode data = json.putArray("data");
        ArrayNode beside = Trial.json("{}").putArray("x");
        for (Post post : some) {
            one(data.addObject(), post, kind);
            post.answers()
                    .flatMap(id -> posts.stream()
                            .filter(above -> above.id().equals(id))
                            .findFirst())
                    .ifPresent(above -> one(beside.addObject(), above, kind));
        }
        ObjectNode includes = json.putObject("includes");
        includes.putArray("users").addObject().put("id", "42").put("username", "shop");
        includes.withArray("/users").addObject().put("id", "7").put("username", "jo");
        includes.set(kind + "s", beside);
        return json;
    }

    private void one(ObjectNode json, Post post, String kind) {
        String text = post.text()
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("https://example.com/sale", "https://t.co/abc");
        if (numbers) {
            json.put("id", Long.parseLong(post.id())).put("unheard_of", 1);
        } else {
            json.put("id", post.id());
        }
        json.put("author_id", post.author())
                .put("text", text + (post.text().contains("picture") ? " https://t.co/pic" : ""))
                .put("created_at", post.at().toString());
        ArrayNode urls = json.putObject("entities").putArray("urls");
        urls.addObject().put("url", "https://t.co/abc").put("expanded_url", "https://example.com/sale");
        urls.addObject()
                .put("url", "https://t.co/pic")
                .put("expanded_url", "https://x.com/shop/status/1/photo/1")
                .put("media_key", "3_188");
        post.answers()
                .ifPresent(id -> json.putArray("referenced_" + kind + "s")
                        .addObject()
                        .put("type", "replied_to")
                        .put("id", id));
        json.putObject("public_metrics").put("like_count", 3).put(renamed ? "repost_count" : "retweet_count", 2);
    }

    @Override
    public void close() {
        server.close();
    }
}
