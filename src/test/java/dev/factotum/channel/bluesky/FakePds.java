package dev.factotum.channel.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.port.FakeServer;
import dev.factotum.vault.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import mockwebserver3.MockResponse;
import okhttp3.HttpUrl;

/** A server of the account {@code did:plc:studio}, which counts the records that stand there, and the network behind it. */
public final class FakePds extends FakeServer {
    public static final String DID = "did:plc:studio";

    private final Map<String, JsonNode> records = new TreeMap<>();
    private final Map<String, String> handles = new HashMap<>(Map.of("jo.example.com", "did:plc:jo"));
    private final List<ObjectNode> notifications = new ArrayList<>();
    private final Map<String, JsonNode> threads = new HashMap<>();
    private final Set<String> ended = new HashSet<>();
    private int sessions;

    /** Texts of our posts that stand, by their keys. */
    public List<String> posts() {
        return records.entrySet().stream()
                .filter(one -> one.getKey().startsWith("at://" + DID + "/"))
                .map(one -> one.getValue().path("text").asText())
                .toList();
    }

    /** The record of one of our posts. */
    public JsonNode record(int place) {
        return records.entrySet().stream()
                .filter(one -> one.getKey().startsWith("at://" + DID + "/"))
                .map(Map.Entry::getValue)
                .toList()
                .get(place);
    }

    /** All access tokens given out so far are too old from now on. */
    public void expire() {
        for (int i = 1; i <= sessions; i++) {
            ended.add("access-" + i);
        }
    }

    /** All sessions are ended: only the password makes another. */
    public void revoke() {
        expire();
        for (int i = 1; i <= sessions; i++) {
            ended.add("refresh-" + i);
        }
    }

    /** A post of somebody. */
    public String stands(String did, String rkey, String json) {
        String uri = "at://" + did + "/app.bsky.feed.post/" + rkey;
        records.put(uri, read(json));
        return uri;
    }

    /** Somebody mentions, answers or quotes us. */
    public void notifies(String reason, String handle, String uri, Instant at) {
        ObjectNode one = JsonNodeFactory.instance
                .objectNode()
                .put("uri", uri)
                .put("cid", "bafy")
                .put("reason", reason)
                .put("indexedAt", at.toString());
        one.putObject("author").put("did", "did:plc:jo").put("handle", handle);
        one.set("record", records.getOrDefault(uri, NullNode.getInstance()));
        notifications.add(one);
    }

    /** What stands above a post. */
    public void thread(String uri, String json) {
        threads.put(uri, read(json));
    }

    @Override
    protected MockResponse answer(Asked asked) {
        HttpUrl url = asked.whole().getUrl();
        String name = url.encodedPath().replace("/xrpc/", "");
        String token = asked.header("authorization").replace("Bearer ", "");
        if (!name.equals("com.atproto.server.createSession")) {
            if (token.isEmpty() || token.startsWith("refresh") != name.endsWith("refreshSession")) {
                return json(401, "{\"error\":\"AuthMissing\",\"message\":\"Authentication Required\"}");
            }
            if (ended.contains(token)) {
                return json(400, "{\"error\":\"ExpiredToken\",\"message\":\"Token has expired\"}");
            }
        }
        return switch (name) {
            case "com.atproto.server.createSession" -> login(asked.json());
            case "com.atproto.server.refreshSession" -> session(token);
            case "com.atproto.server.getSession" ->
                json(200, "{\"handle\":\"studio.example\",\"did\":\"" + DID + "\",\"active\":true}");
            case "com.atproto.identity.resolveHandle" -> {
                String did = handles.getOrDefault(url.queryParameter("handle"), "");
                yield did.isEmpty()
                        ? json(400, "{\"error\":\"InvalidRequest\",\"message\":\"Unable to resolve handle\"}")
                        : json(200, "{\"did\":\"" + did + "\"}");
            }
            case "com.atproto.repo.getRecord" ->
                one("at://" + url.queryParameter("repo") + "/" + url.queryParameter("collection") + "/"
                        + url.queryParameter("rkey"));
            case "com.atproto.repo.putRecord" -> put(asked.json());
            case "com.atproto.repo.deleteRecord" -> {
                records.remove(uri(asked.json()));
                yield json(200, "{}");
            }
            case "com.atproto.repo.uploadBlob" ->
                json(
                        200,
                        "{\"blob\":{\"$type\":\"blob\",\"ref\":{\"$link\":\"" + cid(asked.body())
                                + "\"},\"mimeType\":\"" + asked.header("content-type") + "\",\"size\":"
                                + asked.bytes().length + "}}");
            case "app.bsky.notification.listNotifications" -> notifications(url);
            case "app.bsky.feed.getPostThread" -> {
                JsonNode thread = threads.get(url.queryParameter("uri"));
                yield thread == null
                        ? json(400, "{\"error\":\"NotFound\",\"message\":\"Post not found\"}")
                        : json(200, "{\"thread\":" + thread + "}");
            }
            case "app.bsky.feed.getAuthorFeed" -> feed();
            default -> json(501, "{\"error\":\"MethodNotImplemented\",\"message\":\"Method Not Implemented\"}");
        };
    }

    private MockResponse login(JsonNode asked) {
        return asked.path("password").asText().equals("wrong")
                ? json(401, "{\"error\":\"AuthenticationRequired\",\"message\":\"Invalid identifier or password\"}")
                : session("");
    }

    private MockResponse session(String refresh) {
        ended.add(refresh);
        int number = ++sessions;
        return json(
                200,
                "{\"accessJwt\":\"access-" + number + "\",\"refreshJwt\":\"refresh-" + number
                        + "\",\"handle\":\"studio.example\",\"did\":\"" + DID
                        + "\",\"didDoc\":{\"service\":[{\"id\":\"#atproto_pds\","
                        + "\"serviceEndpoint\":\"https://elsewhere.example\"}]},\"active\":true}");
    }

    private static String uri(JsonNode asked) {
        return "at://" + asked.path("repo").asText() + "/"
                + asked.path("collection").asText() + "/" + asked.path("rkey").asText();
    }

    private static String cid(String text) {
        return "bafyrei"
                + Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 12);
    }

    private static String reference(String uri, JsonNode record) {
        return "{\"uri\":\"" + uri + "\",\"cid\":\"" + cid(record.toString()) + "\",\"validationStatus\":\"valid\"";
    }

    private MockResponse put(JsonNode asked) {
        String uri = uri(asked);
        JsonNode before = records.get(uri);
        JsonNode record = asked.path("record");
        if (before != null && !before.equals(record) && asked.path("swapRecord").isNull()) {
            return json(400, "{\"error\":\"InvalidSwap\",\"message\":\"Record was at bafyrei\"}");
        }
        records.put(uri, record);
        return json(200, reference(uri, record) + "}", "RateLimit-Remaining", "4997");
    }

    private MockResponse one(String uri) {
        JsonNode record = records.get(uri);
        return record == null
                ? json(400, "{\"error\":\"RecordNotFound\",\"message\":\"Could not locate record: " + uri + "\"}")
                : json(200, reference(uri, record) + ",\"value\":" + record + "}");
    }

    private MockResponse notifications(HttpUrl url) {
        List<ObjectNode> sorted = new ArrayList<>(notifications);
        sorted.sort((one, other) ->
                other.path("indexedAt").asText().compareTo(one.path("indexedAt").asText()));
        String cursor = url.queryParameter("cursor");
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        int to = Math.min(sorted.size(), from + 100);
        return json(
                200,
                "{\"notifications\":" + sorted.subList(from, to)
                        + (to < sorted.size() ? ",\"cursor\":\"" + to + "\"" : "") + "}");
    }

    private MockResponse feed() {
        List<String> items = new ArrayList<>();
        records.forEach((uri, record) -> {
            if (uri.startsWith("at://" + DID + "/")) {
                items.addFirst("{\"post\":{\"uri\":\"" + uri + "\",\"author\":{\"did\":\"" + DID + "\"},\"record\":"
                        + record + ",\"likeCount\":3,\"replyCount\":1}}");
            }
        });
        items.add(
                "{\"reason\":{\"$type\":\"x#reasonRepost\"},\"post\":{\"uri\":\"at://did:plc:jo/app.bsky.feed.post/3k\"}}");
        return json(200, "{\"feed\":" + items + "}");
    }
}
