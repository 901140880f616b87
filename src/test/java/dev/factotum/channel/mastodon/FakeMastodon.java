package dev.factotum.channel.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.port.FakeServer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.MockResponse;

/** A Mastodon server of one account, {@code @studio}, which counts what really stands there. */
public final class FakeMastodon extends FakeServer {
    private static final Pattern ONE =
            Pattern.compile("/api/v1/(statuses|scheduled_statuses|media)/([0-9]+)(/context)?");

    private InstantSource clock = InstantSource.system();
    private final Map<String, ObjectNode> statuses = new TreeMap<>();
    private final Map<String, ObjectNode> waiting = new TreeMap<>();
    private final Map<String, String> keys = new HashMap<>();
    private final List<ObjectNode> notifications = new ArrayList<>();
    private final Map<String, List<String>> above = new HashMap<>();
    private final List<Integer> processing = new ArrayList<>();
    private String configuration = "{}";
    private long next = 100;

    /** By which its posts are made. */
    public void livesBy(InstantSource time) {
        clock = time;
    }

    /** Texts of our posts that stand, as HTML, the oldest first. */
    public List<String> posts() {
        return statuses.values().stream()
                .filter(one -> one.path("account").path("acct").asText().equals("studio"))
                .map(one -> one.path("content").asText())
                .toList();
    }

    public int waiting() {
        return waiting.size();
    }

    /** What {@code configuration} of the instance says. */
    public void allows(String json) {
        configuration = json;
    }

    /** The hour is over for which it keeps keys. */
    public void forgetKeys() {
        keys.clear();
    }

    /** How the next uploads are answered when asked for: 206 for a while, then 200 or 422. */
    public void processes(Integer... answers) {
        processing.addAll(List.of(answers));
    }

    /** Somebody posts. @param answers a status, or empty */
    public ObjectNode writes(String acct, String html, String visibility, String answers) {
        ObjectNode status = status(acct, html, visibility);
        if (!answers.isEmpty()) {
            status.put("in_reply_to_id", answers);
            List<String> thread = new ArrayList<>(above.getOrDefault(answers, List.of()));
            thread.add(answers);
            above.put(status.path("id").asText(), thread);
        }
        return status;
    }

    /** A status mentions us. */
    public void notifies(ObjectNode status) {
        ObjectNode one = JsonNodeFactory.instance
                .objectNode()
                .put("id", String.valueOf(++next))
                .put("type", "mention")
                .put("created_at", clock.instant().toString());
        one.set("account", status.path("account"));
        one.set("status", status);
        notifications.add(one);
    }

    private ObjectNode status(String acct, String html, String visibility) {
        String id = String.valueOf(++next);
        String host = acct.contains("@") ? acct.substring(acct.indexOf('@') + 1) : "craft.example";
        String user = acct.contains("@") ? acct.substring(0, acct.indexOf('@')) : acct;
        ObjectNode status = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("created_at", clock.instant().toString())
                .put("visibility", visibility)
                .put("spoiler_text", "")
                .put("uri", "https://" + host + "/users/" + user + "/statuses/" + id)
                .put("url", "https://" + host + "/@" + user + "/" + id)
                .put("content", html)
                .put("replies_count", 1)
                .put("reblogs_count", 2)
                .put("favourites_count", 3)
                .put("shiny_new_field", true);
        status.putNull("in_reply_to_id");
        status.putObject("account").put("id", "7").put("acct", acct).put("display_name", user);
        statuses.put(id, status);
        return status;
    }

    @Override
    protected MockResponse answer(Asked asked) {
        String path = asked.target().replaceFirst("\\?.*", "");
        if (path.startsWith("/api/")
                && !path.equals("/api/v2/instance")
                && asked.header("authorization").isEmpty()) {
            return json(401, "{\"error\":\"The access token is invalid\"}");
        }
        Matcher one = ONE.matcher(path);
        if (one.matches()) {
            return one(asked.method(), one.group(1), one.group(2), one.group(3) != null);
        }
        return switch (asked.method() + " " + path) {
            case "GET /api/v2/instance" ->
                json(200, "{\"domain\":\"craft.example\",\"configuration\":" + configuration + "}");
            case "GET /api/v1/accounts/verify_credentials" -> json(200, "{\"id\":\"7\",\"acct\":\"studio\"}");
            case "GET /api/v1/apps/verify_credentials" ->
                json(200, "{\"name\":\"Factotum\",\"scopes\":[\"read\",\"write:statuses\"]}");
            case "POST /api/v1/statuses" -> post(asked);
            case "POST /api/v2/media" ->
                json(processing.isEmpty() ? 200 : 202, "{\"id\":\"" + ++next + "\",\"url\":null}");
            case "GET /api/v1/accounts/7/statuses" -> own();
            case "GET /api/v1/scheduled_statuses" -> json(200, waiting.values().toString());
            case "GET /api/v1/notifications" -> notifications(asked.target());
            case "GET /api/v2/search" -> search(asked.target());
            default -> json(404, "{\"error\":\"Record not found\"}");
        };
    }

    private MockResponse one(String method, String kind, String id, boolean context) {
        if (kind.equals("media")) {
            int status = processing.isEmpty() ? 200 : processing.removeFirst();
            return status == 422
                    ? json(422, "{\"error\":\"Error processing thumbnail for uploaded media\"}")
                    : json(status, "{\"id\":\"" + id + "\"}");
        }
        Map<String, ObjectNode> all = kind.equals("statuses") ? statuses : waiting;
        if (!all.containsKey(id)) {
            return json(404, "{\"error\":\"Record not found\"}");
        }
        if (context) {
            List<ObjectNode> ancestors = above.getOrDefault(id, List.of()).stream()
                    .map(statuses::get)
                    .toList();
            return json(200, "{\"ancestors\":" + ancestors + ",\"descendants\":[]}");
        }
        ObjectNode found = method.equals("DELETE") ? all.remove(id) : all.get(id);
        return json(200, found.toString());
    }

    private MockResponse post(Asked asked) {
        String key = asked.header("idempotency-key");
        String before = keys.getOrDefault(key, "");
        ObjectNode stands = statuses.getOrDefault(before, waiting.get(before));
        if (stands != null) {
            return json(200, stands.toString());
        }
        JsonNode wanted = asked.json();
        if (wanted.has("scheduled_at")) {
            ObjectNode later = JsonNodeFactory.instance
                    .objectNode()
                    .put("id", String.valueOf(++next))
                    .put("scheduled_at", wanted.path("scheduled_at").asText());
            later.putObject("params")
                    .put("text", wanted.path("status").asText())
                    .put("idempotency", key);
            waiting.put(later.path("id").asText(), later);
            keys.put(key, later.path("id").asText());
            return json(200, later.toString());
        }
        String html = "<p>"
                + wanted.path("status")
                        .asText()
                        .replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replaceAll(
                                "(https://)(\\S{1,20})(\\S*)",
                                "<a href=\"$1$2$3\"><span class=\"invisible\">$1</span><span class=\"ellipsis\">$2</span><span class=\"invisible\">$3</span></a>")
                        .replaceAll(
                                "@([a-z]+)@[a-z.]+",
                                "<a href=\"https://x.example/@$1\" class=\"u-url mention\">@<span>$1</span></a>")
                        .replace("\n\n", "</p><p>")
                        .replace("\n", "<br />")
                + "</p>";
        ObjectNode status = status("studio", html, wanted.path("visibility").asText("public"));
        status.put("spoiler_text", wanted.path("spoiler_text").asText(""));
        if (wanted.has("in_reply_to_id")) {
            status.put("in_reply_to_id", wanted.path("in_reply_to_id").asText());
        }
        keys.put(key, status.path("id").asText());
        return json(200, status.toString(), "X-RateLimit-Remaining", "299");
    }

    private MockResponse own() {
        List<ObjectNode> mine = new ArrayList<>();
        statuses.values().stream()
                .filter(one -> one.path("account").path("acct").asText().equals("studio"))
                .forEach(mine::addFirst);
        return json(200, mine.toString());
    }

    private MockResponse search(String target) {
        List<ObjectNode> found = statuses.values().stream()
                .filter(one -> target.contains("q=" + one.path("url").asText() + "&"))
                .toList();
        return json(200, "{\"accounts\":[],\"statuses\":" + found + ",\"hashtags\":[]}");
    }

    private MockResponse notifications(String target) {
        Matcher min = Pattern.compile("min_id=([0-9]+)").matcher(target);
        long above = min.find() ? Long.parseLong(min.group(1)) : -1;
        List<ObjectNode> page = new ArrayList<>();
        notifications.stream()
                .filter(one -> one.path("id").asLong() > above)
                .limit(above < 0 ? Integer.MAX_VALUE : 40)
                .forEach(page::addFirst);
        return json(200, page.subList(0, Math.min(40, page.size())).toString());
    }
}
