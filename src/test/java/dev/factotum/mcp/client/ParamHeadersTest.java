package dev.factotum.mcp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.mcp.protocol.StrictJson;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arguments as headers: what can be one, and what makes a tool unusable over HTTP. */
class ParamHeadersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | true",
                "{\"properties\":{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"Region\"}}} | true",
                "{\"properties\":{\"o\":{\"properties\":{\"a\":{\"type\":\"boolean\",\"x-mcp-header\":\"A\"}}}}} | true",
                "{\"properties\":{\"x-mcp-header\":{\"type\":\"string\"}}} | true",
                "{\"properties\":{\"a\":{\"type\":\"object\",\"default\":{\"x-mcp-header\":\"\"}}}} | true",
                "{\"properties\":{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"\"}}} | false",
                "{\"properties\":{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"a b\"}}} | false",
                "{\"properties\":{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"a:b\"}}} | false",
                "{\"properties\":{\"a\":{\"type\":\"number\",\"x-mcp-header\":\"A\"}}} | false",
                "{\"properties\":{\"a\":{\"type\":\"object\",\"x-mcp-header\":\"A\"}}} | false",
                "{\"properties\":{\"a\":{\"type\":\"string\",\"x-mcp-header\":\"A\"},"
                        + "\"b\":{\"type\":\"string\",\"x-mcp-header\":\"a\"}}} | false",
                "{\"properties\":{\"a\":{\"items\":{\"type\":\"string\",\"x-mcp-header\":\"A\"}}}} | false",
                "{\"properties\":{\"a\":{\"anyOf\":[{\"type\":\"string\",\"x-mcp-header\":\"A\"}]}}} | false"
            })
    void aWishThatCannotBeFulfilledIsFound(String schema, boolean sound) {
        assertEquals(sound, ParamHeaders.sound(object(schema)));
    }

    @Test
    void whatHasNoValueHasNoHeader() {
        ObjectNode schema = object(
                "{\"properties\":{\"a\":{\"x-mcp-header\":\"A\"},\"b\":{\"x-mcp-header\":\"B\"},\"c\":{\"x-mcp-header\":\"C\"}}}");

        assertEquals(Map.of("Mcp-Param-A", "true"), ParamHeaders.of(schema, object("{\"a\":true,\"b\":null,\"d\":1}")));
    }

    private static ObjectNode object(String text) {
        return StrictJson.object(assertInstanceOf(StrictJson.Read.Value.class, StrictJson.read(text))
                .json());
    }
}
