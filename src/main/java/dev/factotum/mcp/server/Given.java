package dev.factotum.mcp.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.mcp.protocol.CallResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Arguments of a call, read one by one; what is wrong with them is collected. For one thread. */
final class Given {
    private final ObjectNode arguments;
    private final List<String> faults = new ArrayList<>();

    Given(ObjectNode arguments) {
        this.arguments = arguments;
    }

    /** Complains of every name but these. */
    Given only(Set<String> known) {
        arguments.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                faults.add("There is no argument `" + shown(name) + "`.");
            }
        });
        return this;
    }

    static String shown(String name) {
        return name.length() <= 60 ? name : name.substring(0, 60) + "…";
    }

    Optional<String> text(String name, int longest) {
        JsonNode node = arguments.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            faults.add("`" + name + "` must be a text.");
            return Optional.empty();
        }
        if (node.textValue().length() > longest) {
            faults.add("`" + name + "` is longer than " + longest + " characters.");
            return Optional.empty();
        }
        return Optional.of(node.textValue()).filter(text -> !text.isBlank());
    }

    String needed(String name, int longest) {
        Optional<String> text = text(name, longest);
        if (text.isEmpty() && faults.isEmpty()) {
            faults.add("`" + name + "` is missing.");
        }
        return text.orElse("");
    }

    int number(String name, int otherwise, int least, int most) {
        JsonNode node = arguments.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return otherwise;
        }
        OptionalInt number = node.isIntegralNumber() && node.canConvertToInt()
                ? OptionalInt.of(node.intValue())
                : OptionalInt.empty();
        if (number.isEmpty() || number.getAsInt() < least || number.getAsInt() > most) {
            faults.add("`" + name + "` must be a whole number from " + least + " to " + most + ".");
            return otherwise;
        }
        return number.getAsInt();
    }

    /** The answer where something is wrong. */
    Optional<ObjectNode> refusal() {
        return faults.isEmpty() ? Optional.empty() : Optional.of(refused(faults));
    }

    static ObjectNode refused(List<String> faults) {
        return CallResult.json(String.join("\n", faults), Optional.empty(), true);
    }
}
