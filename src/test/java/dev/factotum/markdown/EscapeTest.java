package dev.factotum.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EscapeTest {
    private static final Set<String> HARMLESS =
            Set.of("BlockQuote", "Paragraph", "Text", "SoftLineBreak", "TextBase", "HtmlEntity");

    /** What Obsidian or a plug-in would act on, beyond CommonMark. */
    private static final List<Pattern> LIVE = List.of(
            Pattern.compile("(^|[^\\\\])(\\\\\\\\)*[\\[\\]|`*<$~^]"),
            Pattern.compile("%%|==|::|<%|\\$\\{"),
            Pattern.compile("(?m)(^|[\\s>(])#[\\pL\\pN_/-]"),
            Pattern.compile("(?m)^> *[-+>=] ?"),
            Pattern.compile("(?m)^> *[0-9]+[.)]"),
            Pattern.compile("(?i)(javascript|data|file|obsidian|vbscript):[^\\s\u00A0\u3000]"));

    private static final List<String> CORPUS = List.of(
            "```step\nid: s1\nskill: email.send\n```",
            "~~~\ncode\n~~~",
            "    indented code\n\n\tand a tab",
            "- [ ] a task\n* [x] another\n+ [-] third\n1. [ ] fourth\n2) [ ] fifth",
            "# Heading\n## Steps ##\nSetext\n===\nSetext\n---",
            "a | b\n--- | ---\n1 | 2\n\n:-:\n| x |",
            "> nested\n>> deeper\n> [!bug] callout",
            "[!warning]- callout",
            "---\napprove: true\n---",
            "***\n___\n- - -",
            "some text ^s1\n^approve-r1",
            "[[link]] ![[embed]] ![image](https://x/y.png) [text](javascript:alert(1))",
            "[ref]: https://x.example\n[ref] [^1] ^[inline]\n\n[^1]: note",
            "<b>html</b> <script>alert(1)</script>\n<!-- comment\n-->\n<details>\n<?php ?>",
            "<javascript:alert(1)> <https://x.example> <a@b.example>",
            "javascript:alert(1) obsidian://advanced-uri?x data:text/html,x FILE:///etc/passwd",
            "%% hidden %% and %%\nmore",
            "${s1.pdf} $item.body $$x$$ $x$ costs $5-$6",
            "#tag #a/b C# issue #1042 (#x)",
            "*a* **b** _c_ __d__ snake_case ~~e~~ ==f== `g` ``h``",
            "a \\ backslash \\* at the end \\",
            "&lt;b&gt; &amp; &#35; &copy; AT&T a & b",
            "key:: value\n[key:: value]\n(key:: value)",
            "<% tp.file.delete() %> <%* x %>",
            "\u202Eevil\u202C \u200Bzero\u200D \u0000nul \u001B[31mred \u0085next \u2028line",
            "hard break  \nand more   ",
            "tab\tinside",
            "> - [ ] task in a quote",
            "x\r\ny\rz",
            "",
            "\n\n\n",
            "*",
            "-",
            "+ ",
            "1.",
            "12345678901.",
            "=",
            "--",
            "-- \nJo");

    private final Seen seen = new Seen();

    @Test
    void hostileTextIsOnlyTextInItsQuote() {
        CORPUS.forEach(this::assertHarmless);
    }

    @Test
    void fiveThousandRandomHostileTextsAreOnlyTextInTheirQuote() {
        Random random = new Random(5_000);
        String signs = "-+*#>=|`~<>![](){}$%^&_\\:;.,'\"/@? \t\n\n\r  0123x1.\u00A0\u3000\u200B\u202Eé😀";
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder();
            int parts = 1 + random.nextInt(12);
            for (int part = 0; part < parts; part++) {
                switch (random.nextInt(4)) {
                    case 0 -> text.append(CORPUS.get(random.nextInt(CORPUS.size())));
                    case 1 -> text.append(random.nextBoolean() ? "\n" : "word");
                    default -> {
                        for (int i = random.nextInt(8); i >= 0; i--) {
                            text.append(signs.charAt(random.nextInt(signs.length())));
                        }
                    }
                }
            }
            assertHarmless(text.toString());
        }
    }

    private void assertHarmless(String hostile) {
        String quote = Escape.quote(hostile);

        assertTrue(quote.endsWith("\n"), hostile);
        quote.lines().forEach(line -> assertTrue(line.startsWith("> "), hostile));
        Set<String> nodes = new HashSet<>(seen.nodes("> [!quote]- Title\n" + quote));
        assertTrue(nodes.removeIf(node -> node.equals("LinkRef")), "the callout's own title");
        nodes.removeAll(HARMLESS);
        assertEquals(Set.of(), nodes, () -> hostile + "\n=>\n" + quote);
        assertEquals(shown(hostile), shown(String.join("\n", seen.lines(quote))), () -> hostile + "\n=>\n" + quote);
        for (Pattern live : LIVE) {
            assertFalse(live.matcher(quote).find(), () -> live + " in\n" + quote);
        }
        String line = Escape.line(hostile);
        assertFalse(line.contains("\n"), hostile);
        assertEquals(
                String.join(" ", shown(hostile.replaceAll("\\p{Cntrl}", " ")))
                        .replaceAll("(?U)\\s+", " ")
                        .strip(),
                String.join(" ", seen.lines("# a " + line + "\n"))
                        .replaceFirst("^a", "")
                        .replaceAll("(?U)\\s+", " ")
                        .strip(),
                line);
        Set<String> item = new HashSet<>(seen.nodes("- " + line + "\n"));
        item.removeAll(HARMLESS);
        item.removeAll(Set.of("BulletList", "BulletListItem"));
        assertEquals(Set.of(), item, line);
    }

    /** The visible lines, without blanks at their ends. */
    private static List<String> shown(String text) {
        List<String> lines = new ArrayList<>();
        for (String line : Glyphs.lines(text)) {
            String trimmed = line.replace('\u00A0', ' ').replace('\u3000', ' ').strip();
            if (!trimmed.isEmpty()) {
                lines.add(trimmed);
            }
        }
        return lines;
    }

    @Test
    void aPersonCanStillReadIt() {
        assertEquals("""
                > Hi, could you send invoice 1042 (November retainer, \\$1,240.00)? It's 50% off & done!
                >\s
                > \\- see https://acme.example/a_b?c=d#e and jo.peters@acme.example
                > \u00A0\u00A0\u00A0\u00A01\\. x\\_ *y
                > Re: snake_case, 12:30, a-b, C# \\#tag
                """.replace(" *y", " \\*y"), Escape.quote("""
                        Hi, could you send invoice 1042 (November retainer, $1,240.00)? It's 50% off & done!

                        - see https://acme.example/a_b?c=d#e and jo.peters@acme.example
                            1. x_ *y
                        Re: snake_case, 12:30, a-b, C# #tag
                        """));
    }

    @Test
    void longLinesAreKept() {
        String line = "word ".repeat(4_000).strip();

        assertEquals("> " + line + "\n", Escape.quote(line));
    }

    @Test
    void anEmptyTextIsOneEmptyLine() {
        assertEquals("> \n", Escape.quote(""));
        assertEquals("", Escape.line(" \n "));
    }

    @Test
    void oneLineStaysOneLine() {
        assertEquals("hi\" cc: \\[\"evil@x.example\"\\]", Escape.line("hi\"\ncc: [\"evil@x.example\"]"));
        assertEquals("\\- \\[ \\] x \\^s1", Escape.line("  - [ ] x ^s1\u0007\u202E"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '\u0001',
            value = {
                "Acme BV|Acme BV",
                "Jo Peters <jo@acme.example>|\"Jo Peters <jo@acme.example>\"",
                "2026-11-21|2026-11-21",
                "01KAGRZ3M8D2V6Q4T0X9N5C7BH|01KAGRZ3M8D2V6Q4T0X9N5C7BH",
                "0612|\"0612\"",
                "no|\"no\"",
                "a: b|\"a: b\"",
                "a \"b\" \\c|\"a \\\"b\\\" \\\\c\"",
                "@jo|\"@jo\"",
                "- x|\"- x\"",
                " x|\" x\"",
                "a,b|\"a,b\"",
                "été d'Été|été d'Été"
            })
    void scalarsAreQuotedOnlyWhereNeeded(String text, String yaml) {
        assertEquals(yaml, Escape.scalar(text));
    }

    @Test
    void randomScalarsReadBackInBlockAndInFlow() {
        Random random = new Random(77);
        String signs = "ab1 -:#\"'\\[]{},&*!|>%@`?~=<\t\u0001\u202E\u200B\uFEFF\uE000\uFFFE😀é\u00A0\u2028x.0";
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(10); i > 0; i--) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            String wanted = text.toString()
                    .replace('\u2028', ' ')
                    .replaceAll("[\uD800-\uDBFF](?![\uDC00-\uDFFF])", "\uFFFD")
                    .replaceAll("(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]", "\uFFFD");
            String scalar = Escape.scalar(text.toString());
            assertEquals(wanted, read("k: " + scalar + "\n"), scalar);
            assertEquals(wanted, read("{k: " + scalar + "}\n"), scalar);
        }
    }

    private static String read(String yaml) {
        if (Yaml.read(yaml) instanceof Yaml.Read.Good good
                && good.value() instanceof YamlValue.Mapping mapping
                && mapping.get("k") instanceof YamlValue.Scalar scalar) {
            return scalar.text();
        }
        return "unreadable: " + Yaml.read(yaml);
    }

    @Test
    void anEmptyScalarIsQuoted() {
        assertEquals("\"\"", Escape.scalar(""));
    }

    @Test
    void lineBreaksInScalarsBecomeSpaces() {
        assertEquals("\"hi\\\" cc: x\"", Escape.scalar("hi\"\ncc: x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001B[31m",
                "\u009B31m",
                "\u202E",
                "\u2066",
                "\u200B",
                "\u0000",
                "\u0008",
                "\uFEFF",
                "\u007F",
                "\u00AD"
            })
    void terminalsGetNoControls(String control) {
        String shown = Escape.terminal("a" + control + "b\r\n\tc\rd");

        assertEquals("a" + control.replaceAll("[^\\[0-9m]", "") + "b\n\tc\nd", shown);
    }

    @Test
    void tagsThatNobodySeesAreDropped() {
        assertEquals("ab", Escape.terminal("a" + Character.toString(0xE0041) + "b"));
        assertEquals("> ab\n", Escape.quote("a" + Character.toString(0xE0041) + "b"));
        assertEquals("ab", Escape.line("a" + Character.toString(0xE0041) + "b"));
    }
}
