package dev.factotum.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The outputs of a step as the ledger keeps them: JSON text of an object. */
final class Outputs {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Outputs() {}

    /** Anything but an object reads as no outputs. */
    static ObjectNode read(String json) {
        try {
            return JSON.readTree(json) instanceof ObjectNode object ? object : JSON.createObjectNode();
        } catch (JsonProcessingException broken) {
            return JSON.createObjectNode();
        }
    }

    static String write(JsonNode outputs) {
        return outputs.toString();
    }
}
