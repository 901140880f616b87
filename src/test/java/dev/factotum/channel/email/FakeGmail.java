package dev.factotum.channel.email;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.HttpUrl;

/** Gmail's API as platforms.md 7.1 has it, with the faults of its 0.4. */
final class FakeGmail extends Dispatcher implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    /** What the next send does beside storing the mail, or instead. */
    enum Fault {
        NONE,
        /** Stores the mail, then drops the connection. */
        DROP_AFTER,
        /** Drops the connection without storing it. */
        DROP_BEFORE,
        /** Stores the mail, then answers a proxy's page. */
        PROXY_PAGE,
        /** Stores the mail and answers something that is no JSON. */
        NO_JSON,
        /** Ids as numbers and fields nobody knows. */
        DRIFT
    }

    private final MockWebServer server = new MockWebServer();
    private final Map<String, byte[]> mails = new LinkedHashMap<>();
    private final Map<String, String> inbox = new LinkedHashMap<>();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<MockResponse> instead = new ArrayList<>();
    private Fault fault = Fault.NONE;
    private boolean newIds;
    private boolean historyGone;
    private int number = 1000;

    FakeGmail() throws IOException {
        server.setDispatcher(this);
        server.start();
    }

    String address() {
        return server.url("/").toString();
    }

    synchronized void fault(Fault next) {
        fault = next;
    }

    /** Gmail gives mails another Message-ID. */
    synchronized void replacesMessageIds() {
        newIds = true;
    }

    synchronized void forgetsHistory() {
        historyGone = true;
    }

    /** Answers the next call so, whatever it is. */
    synchronized void answers(int code, String body, String... headers) {
        MockResponse.Builder response = new MockResponse.Builder().code(code).body(body);
        for (int i = 0; i < headers.length; i += 2) {
            response.addHeader(headers[i], headers[i + 1]);
        }
        instead.add(response.build());
    }

    synchronized void comes(String id, byte[] mail) {
        mails.put(id, mail);
        inbox.put(id, Integer.toString(++number));
    }

    /** The mails that were sent, as text. */
    List<String> sent() {
        return sent;
    }

    /** The calls, as {@code METHOD /path?query BODY}. */
    List<String> asked() {
        return asked;
    }

    @Override
    public synchronized MockResponse dispatch(RecordedRequest request) {
        HttpUrl url = request.getUrl();
        String body = request.getBody() == null ? "" : request.getBody().utf8();
        String query = url.query() == null ? "" : "?" + url.query();
        asked.add(request.getMethod() + " " + url.encodedPath() + query + (body.isEmpty() ? "" : " " + body));
        if (!instead.isEmpty()) {
            return instead.removeFirst();
        }
        try {
            return answer(request.getMethod(), url, body);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private MockResponse answer(String method, HttpUrl url, String body) throws IOException {
        String path = url.encodedPath().replaceFirst("^.*/gmail/v1/users/me", "");
        return switch (path) {
            case "/profile" -> json("{'emailAddress':'hi@studio.example','historyId':'" + number + "'}");
            case "/messages" -> list(String.valueOf(url.queryParameter("q")));
            case "/messages/send" -> send(body, url);
            case "/history" -> history(url);
            case "/labels" ->
                method.equals("GET") ? json("{'labels':[{'id':'L1','name':'Invoices'}]}") : json("{'id':'L2'}");
            case "/drafts" -> method.equals("GET") ? json("{}") : json("{'id':'r-1','message':{'id':'m1'}}");
            default ->
                path.endsWith("/modify") ? json("{'id':'x'}") : get(path.substring(path.lastIndexOf('/') + 1), url);
        };
    }

    private MockResponse send(String body, HttpUrl url) throws IOException {
        String text = url.encodedPath().startsWith("/upload")
                ? body.substring(body.indexOf("message/rfc822\r\n\r\n") + 18)
                : new String(
                        Base64.getUrlDecoder()
                                .decode(JSON.readTree(body).path("raw").asText()),
                        StandardCharsets.UTF_8);
        Fault now = fault;
        fault = Fault.NONE;
        if (now != Fault.DROP_BEFORE) {
            sent.add(newIds ? text.replaceFirst("Message-ID: <[^>]*>", "Message-ID: <new@mail.gmail.com>") : text);
        }
        return switch (now) {
            case NONE -> json("{'id':'18f','threadId':'18e','labelIds':['SENT']}");
            case DROP_AFTER, DROP_BEFORE ->
                new MockResponse.Builder()
                        .onResponseStart(SocketEffect.ShutdownConnection.INSTANCE)
                        .build();
            case PROXY_PAGE ->
                new MockResponse.Builder()
                        .code(502)
                        .body("<html>bad gateway</html>")
                        .build();
            case NO_JSON ->
                new MockResponse.Builder().code(200).body("<html>ok</html>").build();
            case DRIFT -> json("{'id':1900000000000000001,'threadId':7,'news':{'a':[1]}}");
        };
    }

    private MockResponse list(String query) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode found = JSON.createArrayNode();
        if (query.startsWith("in:sent")) {
            String wanted = query.replaceFirst(".*rfc822msgid:", "");
            for (int i = 0; i < sent.size(); i++) {
                if (query.contains("rfc822msgid:") ? sent.get(i).contains("<" + wanted + ">") : true) {
                    found.addObject().put("id", "sent" + i).put("threadId", "t" + i);
                }
            }
        } else if (query.startsWith("rfc822msgid:")) {
            mails.forEach((id, mail) -> {
                if (new String(mail, StandardCharsets.UTF_8).contains("<" + query.substring(12) + ">")) {
                    found.addObject().put("id", id).put("threadId", "thread-" + id);
                }
            });
        } else {
            inbox.keySet().forEach(id -> found.addObject().put("id", id));
        }
        if (!found.isEmpty()) {
            answer.set("messages", found);
        }
        return json(answer);
    }

    private MockResponse history(HttpUrl url) {
        if (historyGone) {
            return new MockResponse.Builder()
                    .code(404)
                    .body("{\"error\":{\"code\":404,\"message\":\"Requested entity was not found.\"}}")
                    .build();
        }
        long since = Long.parseLong(String.valueOf(url.queryParameter("startHistoryId")));
        List<String> fresh = inbox.entrySet().stream()
                .filter(one -> Long.parseLong(one.getValue()) > since)
                .map(Map.Entry::getKey)
                .toList();
        String page = String.valueOf(url.queryParameter("pageToken"));
        // The second of three pages is empty and goes on all the same.
        ObjectNode answer = JSON.createObjectNode().put("historyId", number);
        if (fresh.size() > 1 && !page.startsWith("p")) {
            added(answer, fresh.subList(0, 1));
            return json(answer.put("nextPageToken", "p2"));
        }
        if (page.equals("p2")) {
            return json(answer.put("nextPageToken", "p3"));
        }
        added(answer, page.equals("p3") ? fresh.subList(1, fresh.size()) : fresh);
        return json(answer);
    }

    private static void added(ObjectNode answer, List<String> ids) {
        if (!ids.isEmpty()) {
            ArrayNode all =
                    answer.putArray("history").addObject().put("id", "1").putArray("messagesAdded");
            ids.forEach(id -> all.addObject().putObject("message").put("id", id).put("threadId", id));
        }
    }

    private MockResponse get(String id, HttpUrl url) {
        byte[] mail = id.startsWith("sent")
                ? sent.get(Integer.parseInt(id.substring(4))).getBytes(StandardCharsets.UTF_8)
                : mails.get(id);
        if (mail == null) {
            return new MockResponse.Builder()
                    .code(404)
                    .body("{\"error\":{\"code\":404}}")
                    .build();
        }
        if ("raw".equals(url.queryParameter("format"))) {
            return json(
                    JSON.createObjectNode().put("raw", Base64.getUrlEncoder().encodeToString(mail)));
        }
        ObjectNode answer = JSON.createObjectNode()
                .put("id", id)
                .put("sizeEstimate", id.startsWith("big") ? 104_857_600 : mail.length);
        ArrayNode headers = answer.putObject("payload").putArray("headers");
        new String(mail, StandardCharsets.UTF_8)
                .lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.indexOf(": ") > 0)
                .forEach(line -> headers.addObject()
                        .put("name", line.substring(0, line.indexOf(':')))
                        .put("value", line.substring(line.indexOf(':') + 2)));
        return json(answer);
    }

    private static MockResponse json(String text) {
        return new MockResponse.Builder()
                .addHeader("content-type", "application/json")
                .body(text.replace('\'', '"'))
                .build();
    }

    private static MockResponse json(JsonNode node) {
        return new MockResponse.Builder()
                .addHeader("content-type", "application/json")
                .body(node.toString())
                .build();
    }

    @Override
    public void close() {
        server.close();
    }
}
