package dev.factotum.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeafTest {
    private static String render(String source, Sink sink, Map<String, Object> values) throws Unanswered {
        return Leaf.of(source, sink).render(new Values(values), id -> id);
    }

    @Test
    void valuesAreInsertedWithoutHtmlEscapes() throws Unanswered {
        assertEquals("Hi <Jo> & \"co\"", render("Hi {{name}}", Sink.TEXT, Map.of("name", "<Jo> & \"co\"")));
        assertEquals("a {{b}} c", render("a {{v}} c", Sink.TEXT, Map.of("v", "{{b}}", "b", "no")));
    }

    @Test
    void namesWithDotsSectionsAndListsWork() throws Unanswered {
        Map<String, Object> values = Map.of("from.first", "Jo", "files", List.of("a.pdf", "b.pdf"));
        assertEquals(
                "Dear Jo: [a.pdf] [b.pdf] ",
                render("Dear {{from.first}}: {{#files}}[{{this}}] {{/files}}", Sink.TEXT, values));
        assertEquals("x", render("{{#gone}}y{{/gone}}{{^gone}}x{{/gone}}", Sink.TEXT, values));
    }

    @Test
    void aMissingValueIsNamed() {
        Unanswered missing = assertThrows(Unanswered.class, () -> render("Hi {{from.name}}", Sink.TEXT, Map.of()));
        assertTrue(missing.what().contains("`from.name`"), missing.what());
    }

    @Test
    void nothingOfJavaCanBeReached() {
        assertThrows(Unanswered.class, () -> render("{{a.class}}", Sink.TEXT, Map.of("a", "x")));
        assertThrows(Unanswered.class, () -> render("{{a.length}}", Sink.TEXT, Map.of("a", "x")));
    }

    @Test
    void partialsAndBrokenTagsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Leaf.of("{{>other}}", Sink.TEXT));
        assertThrows(IllegalArgumentException.class, () -> Leaf.of("{{#a}}", Sink.TEXT));
        assertThrows(IllegalArgumentException.class, () -> Leaf.of("{{a", Sink.TEXT));
    }

    @Test
    void aLineStaysOneLine() throws Unanswered {
        String hostile = "hi\r\ncc: evil@x.example\u2028bcc: a\u0085b\u0000c";
        String line = render("Re: {{v}}", Sink.LINE, Map.of("v", hostile));
        assertEquals(1, line.lines().count());
        assertFalse(line.chars().anyMatch(c -> Values.breaksLine((char) c)), line);
    }

    @Test
    void aValueNeverBecomesAReferenceWhileTheTemplatesOwnStay() throws Unanswered {
        assertEquals(
                "see ${s1.url}: $${s1.pdf} $item.body $5",
                render("see ${s1.url}: {{v}}", Sink.TEXT, Map.of("v", "${s1.pdf} $item.body $5")));
        assertEquals("$$item.body", render("{{v}}", Sink.TEXT, Map.of("v", "$item.body")));
        assertEquals("$${s1.pdf}", render("{{v}}", Sink.LINE, Map.of("v", " ${s1.pdf} ")));
        assertEquals("a ${s1.pdf}", render("a {{v}}", Sink.LINE, Map.of("v", "${s1.pdf}")));
        assertEquals("$$$item.body", render("{{v}}", Sink.LINE, Map.of("v", "$$item.body")), "read as it was written");
        assertEquals("ams, $${s1.url}", render("ams, {{v}}", Sink.LIST, Map.of("v", "${s1.url}")));
        assertEquals("${s1.url}, a", render("${s1.url}, {{v}}", Sink.LIST, Map.of("v", "a")));
        assertEquals("$item.body", render("$item.body", Sink.TEXT, Map.of()));
        assertEquals("$${s1.url}", render("${{v}}", Sink.TEXT, Map.of("v", "{s1.url}")));
        assertEquals("${a-2.url}", Leaf.of("${a.url}", Sink.TEXT).render(new Values(Map.of()), id -> id + "-2"));
    }

    @Test
    void anAddressStaysOneAddress() throws Unanswered {
        assertEquals("jo@a.example", render("{{v}}", Sink.ADDRESSES, Map.of("v", "jo@a.example")));
        assertEquals(
                "\"Peters, Jo\" <jo@a.example>",
                render("{{v}}", Sink.ADDRESSES, Map.of("v", "\"Peters, Jo\" <jo@a.example>")));
        String two = render("{{v}}", Sink.ADDRESSES, Map.of("v", "jo@a.example, evil@x.example; <b@x.example>"));
        assertFalse(two.matches(".*[,;<>].*"), two);
        assertFalse(render("{{v}}", Sink.LIST, Map.of("v", "a,b")).contains(","));
    }
}
