package dev.factotum.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

class SchemaBuilderTest {
    @Test
    void theSchemaListsItsPropertiesInOrderAndAllowsNoOthers() throws JsonProcessingException {
        Schema schema = new SchemaBuilder()
                .addresses("to", "Who gets it.")
                .text("body", "The text.")
                .choice("mode", "How.", "create", "append")
                .flag("sensitive", "Hidden first.")
                .string("due", "date", "By when.")
                .required("to", "body")
                .build();

        assertEquals(new JsonMapper().readTree("""
                {
                  "$schema": "https://json-schema.org/draft/2020-12/schema",
                  "type": "object",
                  "properties": {
                    "to": {"type": "array", "items": {"type": "string", "format": "address"}, "description": "Who gets it."},
                    "body": {"type": "string", "format": "text", "description": "The text."},
                    "mode": {"type": "string", "enum": ["create", "append"], "description": "How."},
                    "sensitive": {"type": "boolean", "description": "Hidden first."},
                    "due": {"type": "string", "format": "date", "description": "By when."}
                  },
                  "required": ["to", "body"],
                  "additionalProperties": false
                }
                """), schema.json());
        assertEquals("[\"to\",\"body\",\"mode\",\"sensitive\",\"due\"]", names(schema));
    }

    @Test
    void aRequiredPropertyMustBeThere() {
        SchemaBuilder builder = new SchemaBuilder().string("id", "An id.");

        assertThrows(IllegalArgumentException.class, () -> builder.required("di"));
    }

    @Test
    void aPropertyIsNamedOnce() {
        SchemaBuilder builder = new SchemaBuilder().string("id", "An id.");

        assertThrows(IllegalArgumentException.class, () -> builder.files("id", "Files."));
    }

    private static String names(Schema schema) throws JsonProcessingException {
        return new JsonMapper()
                .writeValueAsString(schema.json()
                        .get("properties")
                        .propertyStream()
                        .map(java.util.Map.Entry::getKey)
                        .toList());
    }
}
