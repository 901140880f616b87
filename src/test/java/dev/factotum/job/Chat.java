package dev.factotum.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

/** Telegram as far as a bot sees it: it keeps updates until they are asked for beyond them, and shows what was sent. */
final class Chat implements AutoCloseable {
    static final String TOKEN = "4242:hunter2hunter2hunter2hunter2hunt";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final MockWebServer server = new MockWebServer();
    private final List<ObjectNode> updates = new ArrayList<>();
    private final List<JsonNode> sent = new ArrayList<>();
    private final List<JsonNode> edits = new ArrayList<>();
    private final List<String> toasts = new ArrayList<>();
    private final List<Long> offsets = new ArrayList<>();
    private boolean dropping;
    private boolean contested;
    private long next = 100;

    Chat() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                try {
                    return answer(request);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    String url() {
        return "http://127.0.0.1:" + server.getPort();
    }

    private synchronized MockResponse answer(RecordedRequest request) throws IOException {
        String path = request.getUrl().encodedPath();
        if (!path.startsWith("/bot" + TOKEN + "/")) {
            return json(401, "{\"ok\":false,\"error_code\":401,\"description\":\"Unauthorized\"}");
        }
        JsonNode body = JSON.readTree(Objects.requireNonNull(request.getBody()).utf8());
        return switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "getUpdates" ->
                contested
                        ? json(409, "{\"ok\":false,\"error_code\":409,\"description\":\"Conflict: terminated\"}")
                        : updates(body);
            case "sendMessage" -> {
                sent.add(body);
                yield dropping
                        ? new MockResponse.Builder()
                                .onResponseStart(new SocketEffect.CloseSocket(true, true, true))
                                .build()
                        : json(200, "{\"ok\":true,\"result\":{\"message_id\":" + sent.size() + "}}");
            }
            case "editMessageText" -> {
                edits.add(body);
                yield json(200, "{\"ok\":true,\"result\":true}");
            }
            case "answerCallbackQuery" -> {
                toasts.add(body.path("text").asText());
                yield json(200, "{\"ok\":true,\"result\":true}");
            }
            default -> json(404, "{\"ok\":false,\"error_code\":404,\"description\":\"Not Found\"}");
        };
    }

    private MockResponse updates(JsonNode body) {
        long offset = body.path("offset").asLong();
        offsets.add(offset);
        updates.removeIf(update -> update.path("update_id").asLong() < offset);
        ArrayNode result = JSON.createArrayNode();
        updates.forEach(result::add);
        return json(
                200,
                JSON.createObjectNode().put("ok", true).set("result", result).toString());
    }

    private static MockResponse json(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("content-type", "application/json")
                .body(body)
                .build();
    }

    /** The answer to each message is lost from now on, though it arrives. */
    synchronized void drop(boolean answers) {
        dropping = answers;
    }

    /** Nothing happened for a week, and the numbers go on from somewhere else. */
    synchronized void countFrom(long number) {
        next = number;
    }

    /** Another program asks for this bot's updates too. */
    synchronized void contest(boolean other) {
        contested = other;
    }

    /** Somebody presses a button of a message that was sent, counted from 1. */
    synchronized void press(int message, String label, String who) {
        press("77", message, data(message, label), who);
    }

    synchronized void press(String chat, int message, String data, String who) {
        ObjectNode update = JSON.createObjectNode().put("update_id", next++);
        ObjectNode query =
                update.putObject("callback_query").put("id", "q" + next).put("data", data);
        query.putObject("from").put("id", Long.parseLong(who));
        query.putObject("message").put("message_id", message).putObject("chat").put("id", Long.parseLong(chat));
        updates.add(update);
    }

    /** What a button sends back: of the message as it was sent or, where it was changed, as it is now. */
    synchronized String data(int message, String label) {
        List<JsonNode> shown = new ArrayList<>(List.of(sent.get(message - 1)));
        edits.stream()
                .filter(edit -> edit.path("message_id").asInt() == message)
                .forEach(shown::add);
        for (JsonNode one : shown.reversed()) {
            for (JsonNode row : one.path("reply_markup").path("inline_keyboard")) {
                for (JsonNode button : row) {
                    if (button.path("text").asText().equals(label)) {
                        return button.path("callback_data").asText();
                    }
                }
            }
        }
        throw new AssertionError("no button " + label + " in " + shown);
    }

    synchronized List<JsonNode> sent() {
        return List.copyOf(sent);
    }

    synchronized List<JsonNode> edits() {
        return List.copyOf(edits);
    }

    synchronized List<String> toasts() {
        return List.copyOf(toasts);
    }

    synchronized List<Long> offsets() {
        return List.copyOf(offsets);
    }

    @Override
    public void close() {
        server.close();
    }
}
