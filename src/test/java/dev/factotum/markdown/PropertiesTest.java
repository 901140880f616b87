package dev.factotum.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropertiesTest {
    @Test
    void valuesAreReadWithTheirLinesInTheFile() {
        String note = """
                ---
                approve: True
                risk: high
                empty:
                tags: [a, b]
                ---

                # Title
                """;

        Properties properties = Properties.of(note);

        assertEquals(Optional.of("high"), properties.text("risk"));
        assertEquals(new YamlValue.Scalar("high", true, 3), properties.values().get("risk"));
        assertEquals(Optional.empty(), properties.text("empty"));
        assertEquals(Optional.empty(), properties.text("tags"));
        assertEquals(Optional.empty(), properties.text("missing"));
        assertTrue(properties.ticked("approve"));
        assertFalse(properties.ticked("risk"));
        assertEquals("\n# Title\n", note.substring(properties.end()));
    }

    @Test
    void aQuotedTrueIsATick() {
        assertTrue(Properties.of("---\napprove: \"true\"\n---\n").ticked("approve"));
    }

    @Test
    void aByteOrderMarkAndCarriageReturnsAreTaken() {
        String note = "\uFEFF---\r\nrisk: high\r\n...\r\nbody";

        Properties properties = Properties.of(note);

        assertEquals(1, properties.start());
        assertEquals("body", note.substring(properties.end()));
        assertEquals(Optional.of("high"), properties.text("risk"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "---",
                "---\n",
                "---\nrisk: high\n",
                "# Title\n---\nrisk: high\n---\n",
                "\n---\nrisk: high\n---\n",
                "----\nrisk: high\n----\n",
                "---\nrisk: high\n ---\n"
            })
    void whatIsNotOpenedAndClosedIsNoFrontMatter(String note) {
        assertEquals(new Properties(0, 0, Map.of(), Optional.empty()), Properties.of(note));
    }

    @Test
    void emptyFrontMatterHasNoValuesAndNoFault() {
        assertEquals(new Properties(0, 8, Map.of(), Optional.empty()), Properties.of("---\n---\nbody"));
    }

    @Test
    void faultsCountLinesInTheWholeFile() {
        assertEquals(
                Optional.of(new Yaml.Read.Bad(3, "a value that starts with @ must stand in quotes")),
                Properties.of("---\nrisk: high\nfrom: @jo\n---\n").fault());
        assertEquals(
                Optional.of(new Yaml.Read.Bad(2, "a space is missing after the colon")),
                Properties.of("---\napprove:true\n---\n").fault());
        assertEquals(
                Optional.of(new Yaml.Read.Bad(2, "properties are lines of the form key: value")),
                Properties.of("---\n- a\n---\n").fault());
    }

    @Test
    void faultyFrontMatterStillHasAnEnd() {
        Properties properties = Properties.of("---\n\"x\n---\nbody");

        assertTrue(properties.fault().isPresent());
        assertEquals(11, properties.end());
        assertEquals(Map.of(), properties.values());
    }

    @Test
    void aLineScanFindsSingleKeysEvenInFaultyFrontMatter() {
        String note = "---\r\nfrom: @jo\r\nid: \"01KAGRZ3M8D2V6Q4T0X9N5C7BH\"\r\nempty:\r\n---\r\nkind: email\r\n";

        assertEquals(Optional.of("01KAGRZ3M8D2V6Q4T0X9N5C7BH"), Properties.scan(note, "id"));
        assertEquals(Optional.of("@jo"), Properties.scan(note, "from"));
        assertEquals(Optional.empty(), Properties.scan(note, "empty"));
        assertEquals(Optional.empty(), Properties.scan(note, "kind"));
        assertEquals(Optional.empty(), Properties.scan("id: x", "id"));
    }
}
