package dev.factotum.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0612",
                "+31 6",
                "no",
                "1.50",
                "2026-11-20",
                "true",
                "null",
                "~",
                "0x1F",
                "1e3",
                "12:30:45",
                "Yes",
                ".inf",
                "a # b",
                "a:b",
                "-5",
                "https://x.example/a?b=c#d",
                "${s1.pdf}",
                "jo@acme.example",
                "😀 été"
            })
    void sourceTextSurvives(String text) {
        assertEquals(
                text.equals("a # b") ? "a" : text, scalar("key: " + text, "key").text());
    }

    @Test
    void linesAndPlainnessAreKept() {
        assertEquals(new YamlValue.Scalar("1", false, 2), scalar("a: b\nkey: \"1\"\n", "key"));
        assertEquals(new YamlValue.Scalar("", true, 1), scalar("key:\nb: c\n", "key"));
    }

    @Test
    void nestedDataIsRead() {
        String yaml = "- { description: November, quantity: 1, unit_price: \"1240.00\" }\n- [a, b]\n";

        assertEquals("[{description=November, quantity=1, unit_price=1240.00}, [a, b]]", shown(good(yaml)));
    }

    @Test
    void anEmptyTextIsAnEmptyMapping() {
        assertEquals("{}", shown(good("")));
        assertEquals("{}", shown(good("# only a comment\n")));
        assertEquals("{}", shown(good("---\n...\n")));
    }

    @Test
    void aByteOrderMarkAndCarriageReturnsAreTaken() {
        assertEquals("{a=b, c=d}", shown(good("\uFEFFa: b\r\nc: d\r\n")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "a: b\\nkey: !!str x | 2 | a value that starts with ! must stand in quotes",
                "key: !important | 1 | a value that starts with ! must stand in quotes",
                "a: &x b | 1 | a value that starts with & must stand in quotes",
                "a: b\\nc: *a | 2 | a value that starts with * must stand in quotes",
                "a: **bold** text | 1 | a value that starts with * must stand in quotes",
                "a: {b: c}\\n<<: {d: e} | 2 | merge keys (<<) are not taken",
                "a: 1\\nb: 2\\na: 3 | 3 | \"a\" stands here a second time",
                "a: 1\\n\"a\": 3 | 2 | \"a\" stands here a second time",
                "a: 1\\n---\\nb: 2 | 2 | a second document starts here, only one is taken",
                "a:\\n\\tb: c | 2 | a tab stands at the start of the line; use spaces",
                "a: b\\n\\tc: d | 2 | a tab stands at the start of the line; use spaces",
                "a: b\\nfrom: @jo | 2 | a value that starts with @ must stand in quotes",
                "a: `x` | 1 | a value that starts with ` must stand in quotes",
                "a: %x | 1 | a value that starts with % must stand in quotes",
                "approve:true\\nrisk: high | 1 | a space is missing after the colon",
                "risk: high\\napprove:true | 2 | a space is missing after the colon",
                "risk: high\\napprove:true\\nb: c | 2 | a space is missing after the colon",
                "title: Re: your invoice | 1 | a colon stands inside a value; put the value in quotes",
                "a: b\\njust words | 2 | this line has no key and colon",
                "a: \"open\\nb: c | 1 | a quote is opened here and not closed",
                "a: \"x\" y | 1 | a quoted value goes on behind its closing quote",
                "a: [b, c\\nd: e | 1 | a value with [ or { must be closed, or stand in quotes",
                "a: \"C:\\\\x\" | 1 | a backslash inside double quotes starts an escape; write \\\\ or use single quotes",
                "a: b\\n : c | 2 | this is not readable as YAML; check the spaces at the start of the line",
                "? [a]\\n: b | 1 | a key must be plain text; put a value with [ or { in quotes",
                "{{name}}: b | 1 | a key must be plain text; put a value with [ or { in quotes",
                "%YAML 1.2\\n---\\na: b | 1 | a line that starts with % is not taken here",
                "a: \\7b | 1 | a control character stands here; delete it",
            })
    void faultsAreToldWithTheirLine(String yaml, int line, String reason) {
        String text = yaml.translateEscapes();

        assertEquals(new Yaml.Read.Bad(line, reason), Yaml.read(text));
    }

    @Test
    void bombsAreRefused() {
        assertEquals(bad("this is nested more than 32 deep"), Yaml.read("[".repeat(40)));
        assertEquals(bad("this is nested more than 32 deep"), Yaml.read("[".repeat(200_000)));
        assertEquals(bad("this holds more than 10,000 values"), Yaml.read("[" + "a,".repeat(10_001) + "]"));
        assertEquals(bad("this is longer than 256 KiB"), Yaml.read("a: " + "x".repeat(256 * 1024)));
        assertEquals(bad("this is longer than 256 KiB"), Yaml.read("a: " + "é".repeat(140 * 1024)));
        assertInstanceOf(Yaml.Read.Bad.class, Yaml.read("{".repeat(250_000)));
        assertInstanceOf(Yaml.Read.Bad.class, Yaml.read("- ".repeat(120_000)));
        assertInstanceOf(Yaml.Read.Bad.class, Yaml.read("? ".repeat(120_000)));
    }

    @Test
    void aRowOf32IsStillRead() {
        assertTrue(Yaml.read("[".repeat(32) + "]".repeat(32)) instanceof Yaml.Read.Good);
    }

    private static Yaml.Read.Bad bad(String reason) {
        return new Yaml.Read.Bad(1, reason);
    }

    private static YamlValue good(String yaml) {
        return assertInstanceOf(
                        Yaml.Read.Good.class,
                        Yaml.read(yaml),
                        () -> Yaml.read(yaml).toString())
                .value();
    }

    private static YamlValue.Scalar scalar(String yaml, String key) {
        YamlValue.Mapping mapping = assertInstanceOf(YamlValue.Mapping.class, good(yaml));
        return assertInstanceOf(YamlValue.Scalar.class, mapping.get(key));
    }

    private static String shown(YamlValue value) {
        return switch (value) {
            case YamlValue.Scalar scalar -> scalar.text();
            case YamlValue.Sequence sequence ->
                sequence.items().stream().map(YamlTest::shown).toList().toString();
            case YamlValue.Mapping mapping ->
                mapping.entries().entrySet().stream()
                        .map(entry -> Map.entry(entry.getKey(), shown(entry.getValue())))
                        .map(Map.Entry::toString)
                        .collect(Collectors.joining(", ", "{", "}"));
        };
    }
}
