package dev.factotum.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.vault.MatterId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What another program asks this office for. It is foreign: a model speaks through it, and nobody knows what that model has
 * read. Its bytes follow from what it says alone, so the same request is known again.
 *
 * @param by what the program calls itself: nothing but letters, digits and {@code . _ -}
 * @param client whose matter it is, as the vault writes the name
 */
public record Request(String by, Optional<String> client, String title, Asks asks) {
    /** The file under Attachments/ID/ that keeps it. */
    public static final String FILE = "request.json";

    /** How the origin of a matter begins that such a request has made. */
    public static final String ORIGIN = "mcp";

    /** What the name of its planner begins with. */
    public static final String PLANNER = "mcp:";

    private static final int LONGEST_NAME = 40;
    private static final ObjectMapper JSON = new ObjectMapper();

    public Request {
        by = name(by);
    }

    /** What is asked for. */
    public sealed interface Asks {
        /** Something to think about. */
        record Words(String text) implements Asks {}

        /** One step with this tool. */
        record Deed(String tool, Optional<String> account, ObjectNode arguments) implements Asks {
            public Deed {
                arguments = sorted(arguments) instanceof ObjectNode object ? object : arguments;
            }
        }
    }

    /** A name that another program gave itself, made harmless. */
    public static String name(String said) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < said.length() && name.length() < LONGEST_NAME; i++) {
            char c = said.charAt(i);
            boolean plain = c < 128 && Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '-';
            if (plain || !name.isEmpty() && name.charAt(name.length() - 1) != '-') {
                name.append(plain ? c : '-');
            }
        }
        String stripped = name.toString().replaceAll("^[-.]+|[-.]+$", "");
        return stripped.isEmpty() ? "unnamed" : stripped;
    }

    /** How the ledger names its planner. */
    public String planner() {
        return PLANNER + by;
    }

    /** As it is kept under Attachments/ID/. */
    public byte[] bytes(MatterId id) {
        ObjectNode json = JSON.createObjectNode().put("v", 1).put("id", id.value());
        json.put("by", by).put("title", title);
        client.ifPresent(name -> json.put("client", name));
        switch (asks) {
            case Asks.Words(String text) -> json.put("text", text);
            case Asks.Deed(String tool, Optional<String> account, ObjectNode arguments) -> {
                json.put("tool", tool);
                account.ifPresent(name -> json.put("account", name));
                json.set("arguments", arguments);
            }
        }
        return (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Empty where these bytes are none. */
    public static Optional<Request> read(byte[] bytes) {
        try {
            JsonNode json = JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
            Optional<Asks> asks = asks(json);
            return asks.filter(some -> json.path("by").isTextual())
                    .map(some -> new Request(
                            json.path("by").asText(),
                            text(json, "client"),
                            json.path("title").asText(""),
                            some));
        } catch (JsonProcessingException broken) {
            return Optional.empty();
        }
    }

    private static Optional<Asks> asks(JsonNode json) {
        if (json.path("text").isTextual()) {
            return Optional.of(new Asks.Words(json.path("text").asText()));
        }
        return json.path("tool").isTextual() && json.path("arguments") instanceof ObjectNode arguments
                ? Optional.of(new Asks.Deed(json.path("tool").asText(), text(json, "account"), arguments))
                : Optional.empty();
    }

    private static Optional<String> text(JsonNode json, String key) {
        return Optional.ofNullable(json.get(key)).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    /** Every name in its place, so that the order in which a program writes them makes no other request. */
    private static JsonNode sorted(JsonNode node) {
        if (node.isObject()) {
            TreeMap<String, JsonNode> entries = new TreeMap<>();
            node.properties().forEach(entry -> entries.put(entry.getKey(), sorted(entry.getValue())));
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            entries.forEach(object::set);
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> array.add(sorted(item)));
            return array;
        }
        return node;
    }

    /** As a person reads it, for the quotation in its matter. */
    public String words() {
        return switch (asks) {
            case Asks.Words(String text) -> text;
            case Asks.Deed(String tool, Optional<String> account, ObjectNode arguments) -> {
                StringBuilder words = new StringBuilder(tool);
                account.ifPresent(name -> words.append("\naccount: ").append(name));
                arguments
                        .properties()
                        .forEach(entry -> words.append('\n')
                                .append(entry.getKey())
                                .append(": ")
                                .append(
                                        entry.getValue().isTextual()
                                                ? entry.getValue().textValue()
                                                : entry.getValue().toString()));
                yield words.toString();
            }
        };
    }
}
