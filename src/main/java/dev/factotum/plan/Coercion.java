package dev.factotum.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.markdown.YamlValue;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Types one argument as written by its JSON Schema; source text survives wherever the schema asks for text. */
final class Coercion {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Coercion() {}

    /** Why a value does not fit. */
    static final class Misfit extends Exception {
        private static final long serialVersionUID = 1L;

        private final String hint;

        Misfit(String reason, String hint) {
            super(reason);
            this.hint = hint;
        }

        String hint() {
            return hint;
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    static JsonNode coerce(Argument.Form form, JsonNode schema) throws Misfit {
        return switch (form) {
            case Argument.Form.Line line -> line(line.text(), schema);
            case Argument.Form.Items items -> items(items.items(), schema);
            case Argument.Form.Text text -> text(text.text(), schema);
            case Argument.Form.Data data -> data(data.value(), schema);
        };
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            for (JsonNode one : type) {
                if (!one.asText().equals("null")) {
                    return one.asText();
                }
            }
        }
        return type.asText(schema.has("properties") ? "object" : "string");
    }

    private static JsonNode line(String text, JsonNode schema) throws Misfit {
        return switch (type(schema)) {
            case "array" -> list(text, schema.path("items"));
            case "object" -> throw new Misfit("is nested data", "Write it as a `yaml` fence below the step.");
            default -> scalar(text, schema);
        };
    }

    private static JsonNode scalar(String text, JsonNode schema) throws Misfit {
        if (ReferenceText.whole(text).isPresent()) {
            return NODES.textNode(text);
        }
        return switch (type(schema)) {
            case "integer" -> number(text, true);
            case "number" -> number(text, false);
            case "boolean" -> bool(text);
            default -> NODES.textNode(text);
        };
    }

    private static JsonNode number(String text, boolean whole) throws Misfit {
        if (text.length() > 100) {
            throw new Misfit("is out of all measure", "Write an ordinary number.");
        }
        try {
            BigDecimal number = new BigDecimal(text.strip());
            if (number.precision() > 200 || Math.abs(number.scale()) > 200) {
                throw new Misfit("is out of all measure", "Write an ordinary number.");
            }
            return whole ? NODES.numberNode(number.toBigIntegerExact()) : NODES.numberNode(number);
        } catch (NumberFormatException no) {
            throw new Misfit("is no number", "Write digits, with a point for decimals: 1240.00");
        } catch (ArithmeticException fraction) {
            throw new Misfit("is no whole number", "Write it without decimals.");
        }
    }

    private static JsonNode bool(String text) throws Misfit {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes" -> NODES.booleanNode(true);
            case "false", "no" -> NODES.booleanNode(false);
            default -> throw new Misfit("is neither true nor false", "Write true or false.");
        };
    }

    private static JsonNode list(String text, JsonNode items) throws Misfit {
        ArrayNode array = NODES.arrayNode();
        if (text.isEmpty()) {
            return array;
        }
        if (ReferenceText.whole(text).isPresent()) {
            return array.add(text);
        }
        if (items.path("format").asText().equals("address")) {
            addresses(text).forEach(array::add);
            return array;
        }
        if (text.endsWith(";")) {
            throw new Misfit("ends in a semicolon", "Separate entries by single commas.");
        }
        for (String part : text.split(",", -1)) {
            if (part.isBlank()) {
                throw new Misfit("has an empty entry", "Take out the comma that has nothing next to it.");
            }
            array.add(scalar(part.strip(), items));
        }
        return array;
    }

    /** RFC 5322 mailboxes, strictly: no half address, no trailing comma, no semicolon, no group. */
    private static List<String> addresses(String text) throws Misfit {
        separators(text);
        try {
            InternetAddress[] parsed = InternetAddress.parse(text, true);
            java.util.ArrayList<String> all = new java.util.ArrayList<>();
            for (InternetAddress address : parsed) {
                address.validate();
                if (address.isGroup() || !address.getAddress().contains("@")) {
                    throw new Misfit("holds no full address: " + address.getAddress(), "Write name@host.");
                }
                all.add(address.toUnicodeString());
            }
            return all;
        } catch (AddressException bad) {
            throw new Misfit("is not a list of addresses: " + text, "Write a@b.example, \"Name, First\" <c@d.example>");
        }
    }

    /** The parser below forgives empty entries; outside quotes only single commas part addresses. */
    private static void separators(String text) throws Misfit {
        if (text.strip().endsWith(",")) {
            throw new Misfit("ends in a comma or holds a semicolon", "Separate addresses by single commas.");
        }
        boolean quoted = false;
        boolean empty = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
                empty = false;
            } else if (!quoted && c == ';') {
                throw new Misfit("ends in a comma or holds a semicolon", "Separate addresses by single commas.");
            } else if (!quoted && c == ',' && empty) {
                throw new Misfit("has an empty entry", "Take out the comma that has nothing next to it.");
            } else {
                empty = !quoted && (c == ',' || empty && Character.isWhitespace(c));
            }
        }
    }

    private static JsonNode items(List<String> items, JsonNode schema) throws Misfit {
        if (!type(schema).equals("array")) {
            throw new Misfit("takes one value, not a list", "Write it behind the colon.");
        }
        ArrayNode array = NODES.arrayNode();
        for (String item : items) {
            if (schema.path("items").path("format").asText().equals("address")
                    && ReferenceText.whole(item).isEmpty()) {
                List<String> one = addresses(item);
                if (one.size() != 1) {
                    throw new Misfit("has a line with more than one address", "Write one a line.");
                }
                array.add(one.getFirst());
            } else {
                array.add(scalar(item, schema.path("items")));
            }
        }
        return array;
    }

    private static JsonNode text(String text, JsonNode schema) throws Misfit {
        if (type(schema).equals("string")) {
            return NODES.textNode(text);
        }
        throw type(schema).equals("array")
                ? new Misfit("is a list", "Write its name and a colon in the step, and `- ` lines below it.")
                : new Misfit("takes no long text", "Write it as a line in the step.");
    }

    private static JsonNode data(YamlValue value, JsonNode schema) throws Misfit {
        return switch (value) {
            case YamlValue.Scalar scalar ->
                empty(scalar) && !type(schema).equals("string") ? NODES.nullNode() : scalar(scalar.text(), schema);
            case YamlValue.Sequence sequence -> {
                ArrayNode array = NODES.arrayNode();
                for (YamlValue item : sequence.items()) {
                    array.add(data(item, schema.path("items")));
                }
                yield array;
            }
            case YamlValue.Mapping mapping -> {
                ObjectNode object = NODES.objectNode();
                for (var entry : mapping.entries().entrySet()) {
                    object.set(entry.getKey(), data(entry.getValue(), property(schema, entry.getKey())));
                }
                yield object;
            }
        };
    }

    private static boolean empty(YamlValue.Scalar scalar) {
        return scalar.plain()
                && (scalar.text().isEmpty()
                        || scalar.text().equals("null")
                        || scalar.text().equals("~"));
    }

    private static JsonNode property(JsonNode schema, String name) {
        @Nullable JsonNode property = schema.path("properties").get(name);
        return property == null ? NODES.objectNode() : property;
    }
}
