package dev.factotum.skill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.config.Risk;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Schema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a skill's script is run and what it promises.
 *
 * @param command words, the first a program of the system or a file of the folder
 * @param effect what may be done when nobody knows whether it worked
 * @param outward true where it shows outside the vault
 * @param timeout after which it is killed
 * @param secrets references by the variable they come in; nothing else of the environment is passed on
 * @param network true where it may reach the network
 */
public record Script(
        List<String> command,
        Schema arguments,
        Schema outputs,
        Effect effect,
        Risk risk,
        boolean outward,
        Duration timeout,
        Map<String, String> secrets,
        boolean network) {
    public Script {
        command = List.copyOf(command);
        secrets = Map.copyOf(secrets);
    }

    /** What of its declared results an answer lacks or has of another kind; empty where it fits. */
    Optional<String> misfit(JsonNode data) {
        JsonNode schema = outputs.json();
        for (JsonNode required : schema.path("required")) {
            if (data.path(required.asText()).isMissingNode()) {
                return Optional.of("its answer lacks " + required.asText());
            }
        }
        for (Map.Entry<String, JsonNode> one : schema.path("properties").properties()) {
            JsonNode value = data.path(one.getKey());
            if (!value.isMissingNode() && !fits(one.getValue().path("type").asText(), value)) {
                return Optional.of("its answer has a wrong kind of " + one.getKey());
            }
        }
        return Optional.empty();
    }

    /** @param type as JSON Schema names it */
    static boolean fits(String type, JsonNode value) {
        return switch (type) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> !value.isMissingNode() && !value.isNull();
        };
    }
}
