package dev.factotum.channel.x;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.factotum.channel.sandbox.Trial;
import org.junit.jupiter.api.Test;

class XWordsTest {
    @Test
    void whatXMakesOfATextIsComparedAsTheText() {
        String theirs = XWords.shown(
                Trial.json(
                        "{'text': 'Fish &amp; chips &lt;3: https://t.co/a https://t.co/pic', 'entities': {'urls': [{'url': 'https://t.co/a', 'expanded_url': 'http://Example.com'}, {'url': 'https://t.co/pic', 'expanded_url': 'https://x.com/a/status/1/photo/1', 'media_key': '3_1'}]}}"));

        assertEquals("Fish & chips <3: http://Example.com", theirs);
        assertEquals(XWords.compared("Fish & chips <3:  example.com/"), XWords.compared(theirs));
        assertNotEquals(XWords.compared("Fish & chips <3: example.com/b"), XWords.compared(theirs));
        assertEquals(XWords.compared("Café"), XWords.compared("Cafe\u0301"));
        assertEquals("amp;", XWords.shown(Trial.json("{'text': 'amp;'}")));
        assertEquals("&lt;", XWords.shown(Trial.json("{'text': '&amp;lt;'}")));
    }

    @Test
    void aLongPostIsReadWhole() {
        assertEquals("all of it", XWords.shown(Trial.json("{'text': 'all…', 'note_tweet': {'text': 'all of it'}}")));
        assertEquals("all of it", XWords.shown(Trial.json("{'text': 'all…', 'note_post': {'text': 'all of it'}}")));
    }

    @Test
    void theNamesBeforeAnAnswerAreXs() {
        assertEquals("Thanks", XWords.withoutCalled("@jo @ann Thanks"));
        assertEquals("Thanks @jo", XWords.withoutCalled("Thanks @jo"));
    }
}
