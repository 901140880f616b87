package dev.factotum.channel.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphemesTest {
    @ParameterizedTest
    @CsvSource({
        "abc, 3",
        "e\u0301, 1",
        "👍🏽, 1",
        "👨‍👩‍👧‍👦, 1",
        "👩🏽‍❤️‍💋‍👨🏿, 1",
        "🏳️‍🌈, 1",
        "🇳🇱🇩🇪, 2",
        "한국어, 3",
        "\u1112\u1161\u11ab, 1",
        "日本, 2",
        "नमस्ते, 3",
        "#️⃣, 1",
        "'a\r\nb', 3"
    })
    void oneIsWhatAPersonSeesAsOne(String text, int expected) {
        assertEquals(expected, Graphemes.count(text));
    }

    @Test
    void aLongTextIsCountedInLinearTime() {
        assertEquals(20_000, Graphemes.count("👨‍👩‍👧".repeat(20_000)));
    }

    @Test
    void aPileOfMarksOnOneLetterIsOne() {
        assertEquals(1, Graphemes.count("z" + "\u0335".repeat(2_000)));
    }
}
