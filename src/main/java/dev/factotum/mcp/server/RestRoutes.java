package dev.factotum.mcp.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.mcp.protocol.CallResult;
import dev.factotum.mcp.protocol.StrictJson;
import dev.factotum.mcp.server.RestRoute.Does;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.world.Clock;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The plain addresses of a named server: the same calls and looks as its tools, never more. */
final class RestRoutes {
    private static final String CALLER = "rest-";

    private final Named server;
    private final Dialogue dialogue;
    private final Reading reading;
    private final Clock clock;

    RestRoutes(Named server, Dialogue dialogue, Reading reading, Clock clock) {
        this.server = server;
        this.dialogue = dialogue;
        this.reading = reading;
        this.clock = clock;
    }

    /** What an answer is made of. */
    private record Answer(int status, ObjectNode json) {}

    /** False where nothing is at this address. */
    boolean handle(Exchange exchange) throws IOException {
        List<RestRoute> here = RestRoute.ALL.stream()
                .filter(route -> route.server() == server && route.path().equals(exchange.path()))
                .toList();
        if (here.isEmpty()) {
            return false;
        }
        Optional<RestRoute> route = here.stream()
                .filter(one -> one.method().equals(exchange.method()))
                .findFirst();
        if (route.isEmpty()) {
            exchange.with("Allow", here.getFirst().method());
            send(exchange, error(405, "Only " + here.getFirst().method() + " is answered here.", "METHOD_NOT_ALLOWED"));
            return true;
        }
        send(exchange, answer(exchange, route.get()));
        return true;
    }

    private static void send(Exchange exchange, Answer answer) throws IOException {
        exchange.answer(answer.status(), answer.json());
    }

    private Answer error(int status, String why, String code) {
        return new Answer(status, StandardError.of(why, code, clock.instant()));
    }

    private Answer answer(Exchange exchange, RestRoute route) throws IOException {
        try {
            return switch (route.does()) {
                case Does.NotYet(String what) -> notYet(what + " is not there yet.");
                case Does.Waiting(String kind) -> found(waiting(kind));
                case Does.Notes notes -> notes(notes);
                case Does.Ask ask -> posted(exchange, body -> ask(ask.tools(), renamed(body, ask.aliases())));
                case Does.AskOnNetwork() -> posted(exchange, this::askOnNetwork);
                case Does.Hand() -> posted(exchange, this::hand);
            };
        } catch (ProblemException stopped) {
            Problem problem = stopped.problem();
            return error(
                    409,
                    problem.reason() + ". " + problem.next(),
                    problem.code().id());
        }
    }

    private interface Posted {
        Answer answer(ObjectNode body) throws IOException;
    }

    private Answer posted(Exchange exchange, Posted posted) throws IOException {
        return switch (exchange.body()) {
            case Exchange.Body.TooLong() ->
                error(413, "The body is longer than " + Exchange.LONGEST + " bytes.", "TOO_LARGE");
            case Exchange.Body.Late() -> error(408, "The body did not come in time.", "TIMEOUT");
            case Exchange.Body.Whole(byte[] bytes) ->
                switch (StrictJson.read(bytes)) {
                    case StrictJson.Read.Value(ObjectNode body) -> posted.answer(body);
                    case StrictJson.Read.Value(JsonNode _) -> error(400, "The body is no JSON object.", "INVALID_JSON");
                    case StrictJson.Read.Broken(String why) ->
                        error(400, "The body cannot be read: " + why + ".", "INVALID_JSON");
                };
        };
    }

    private Answer notYet(String why) {
        return error(501, why + " Nothing was made up instead.", "NOT_IMPLEMENTED");
    }

    private Answer found(ObjectNode data) {
        ObjectNode json = StrictJson.object().put("success", true);
        json.set("data", data);
        return new Answer(200, json.put("timestamp", clock.instant().toString()));
    }

    private ObjectNode waiting(String kind) throws IOException {
        ObjectNode tray = reading.tray();
        ArrayNode some = StrictJson.object().putArray("waiting");
        tray.path("waiting").forEach(one -> {
            if (one.path("kind").asText("").equals(kind)) {
                some.add(one);
            }
        });
        ObjectNode data = StrictJson.object();
        data.set("waiting", some);
        return data;
    }

    private Answer notes(Does.Notes notes) throws IOException {
        ArrayNode found = reading.notesOf(notes.folder(), notes.words());
        if (found.isEmpty() && notes.needed()) {
            return notYet("Nothing fetches these figures yet, and no note under " + notes.folder() + "/ holds them.");
        }
        ObjectNode data = StrictJson.object();
        data.set("notes", found);
        data.set("matters", reading.figures());
        return found(data);
    }

    private static ObjectNode renamed(ObjectNode body, Map<String, String> aliases) {
        ObjectNode named = StrictJson.object();
        body.properties().forEach(entry -> {
            String name = aliases.getOrDefault(entry.getKey(), entry.getKey());
            if (!named.has(name)) {
                named.set(name, entry.getValue());
            }
        });
        return named;
    }

    /** The body stands for the arguments; one text where the tool takes several is the only one of them. */
    private Answer ask(List<String> tools, ObjectNode arguments) throws IOException {
        for (String tool : tools) {
            Optional<Offer> offer = dialogue.offers().gated(tool);
            if (offer.isPresent()) {
                JsonNode properties = offer.get().info().input().path("properties");
                ObjectNode listed = StrictJson.object();
                arguments.properties().forEach(entry -> {
                    boolean one = entry.getValue().isTextual()
                            && properties
                                    .path(entry.getKey())
                                    .path("type")
                                    .asText()
                                    .equals("array");
                    listed.set(
                            entry.getKey(),
                            one ? JsonNodeFactory.instance.arrayNode().add(entry.getValue()) : entry.getValue());
                });
                return told(offer.get().call(caller(), listed));
            }
        }
        return notYet("There is no tool " + tools.getFirst() + " yet.");
    }

    private Answer askOnNetwork(ObjectNode body) throws IOException {
        String platform = body.path("platform").asText("").toLowerCase(java.util.Locale.ROOT);
        String network = platform.equals("twitter") ? "x" : platform;
        if (!network.matches("[a-z]{1,20}")) {
            return error(422, "`platform` names no network.", "VALIDATION");
        }
        ObjectNode arguments = body.deepCopy();
        arguments.remove("platform");
        return ask(List.of(network + ".post"), renamed(arguments, Map.of("content", "text", "message", "text")));
    }

    private Answer hand(ObjectNode body) throws IOException {
        ObjectNode arguments = StrictJson.object();
        StringBuilder words = new StringBuilder();
        body.properties().forEach(entry -> {
            if (entry.getValue().isValueNode()
                    && !List.of("client", "idempotency_key").contains(entry.getKey())) {
                words.append(entry.getKey())
                        .append(": ")
                        .append(entry.getValue().asText())
                        .append('\n');
            }
        });
        arguments.put("text", words.toString());
        for (String name : List.of("client", "idempotency_key")) {
            if (body.has(name)) {
                arguments.set(name, body.get(name));
            }
        }
        if (body.path("subject").isTextual()) {
            arguments.put("title", body.path("subject").asText());
        }
        return told(dialogue.handing().call(caller(), arguments));
    }

    private Caller caller() {
        return new Caller(CALLER + server.word(), new Patience());
    }

    /** 202: a person decides; 200 where they did while the caller waited. */
    private Answer told(ObjectNode result) {
        CallResult answer = CallResult.read(result);
        String state = result.path("structuredContent").path("state").asText("");
        if (answer.error() && state.isEmpty()) {
            return error(422, answer.text(), "VALIDATION");
        }
        ObjectNode json = StrictJson.object().put("success", !answer.error()).put("message", answer.text());
        answer.structured().ifPresent(data -> json.set("data", data));
        json.put("timestamp", clock.instant().toString());
        if (answer.error()) {
            json.put("error", answer.text()).put("error_code", "CAME_BACK");
        }
        return new Answer(state.equals("done") || state.equals("rejected") ? 200 : 202, json);
    }
}
