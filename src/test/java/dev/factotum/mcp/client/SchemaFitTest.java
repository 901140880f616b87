package dev.factotum.mcp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.mcp.protocol.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server's schema can neither make a check take long nor make it go elsewhere. */
class SchemaFitTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | {\"type\":\"object\",\"properties\":{}}",
                "{\"type\":\"array\"} | {\"type\":\"object\",\"properties\":{}}",
                "{\"properties\":{\"a\":{\"type\":\"string\",\"format\":\"file\",\"pattern\":\"(a+)+$\"}}}"
                        + " | {\"properties\":{\"a\":{\"type\":\"string\"}},\"type\":\"object\"}",
                "{\"properties\":{\"a\":{\"$ref\":\"https://evil.example/x\"}}}"
                        + " | {\"properties\":{\"a\":{}},\"type\":\"object\"}",
                "{\"properties\":{\"a\":{\"$ref\":\"#/$defs/A\"}},\"$defs\":{\"A\":{\"type\":\"integer\"}}}"
                        + " | {\"properties\":{\"a\":{\"type\":\"integer\"}},\"type\":\"object\"}",
                "{\"properties\":{\"a\":{\"anyOf\":[{\"type\":\"integer\",\"minimum\":1},{\"type\":\"null\"}]}}}"
                        + " | {\"properties\":{\"a\":{\"type\":[\"integer\",\"null\"],\"minimum\":1}},\"type\":\"object\"}",
                "{\"properties\":{\"a\":{\"$ref\":\"#/properties/a\"}}}"
                        + " | {\"properties\":{\"a\":{}},\"type\":\"object\"}"
            })
    void whatIsCheckedIsPlain(String given, String fit) {
        assertEquals(fit, SchemaFit.of(object(given)).toString());
    }

    @Test
    void aSchemaThatGrowsWithoutEndIsCut() {
        StringBuilder text = new StringBuilder("{\"properties\":{\"a\":{\"$ref\":\"#/$defs/d0\"}},\"$defs\":{");
        for (int i = 0; i < 60; i++) {
            text.append("\"d%d\":{\"properties\":{\"x\":{\"$ref\":\"#/$defs/d%d\"},\"y\":{\"$ref\":\"#/$defs/d%d\"}}},"
                    .formatted(i, i + 1, i + 1));
        }
        text.append("\"d60\":{}}}");

        assertTrue(SchemaFit.of(object(text.toString())).toString().length() < 200_000);
    }

    private static ObjectNode object(String text) {
        return StrictJson.object(assertInstanceOf(StrictJson.Read.Value.class, StrictJson.read(text))
                .json());
    }
}
