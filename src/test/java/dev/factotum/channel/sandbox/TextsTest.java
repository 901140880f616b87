package dev.factotum.channel.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
    @ParameterizedTest
    @CsvSource({"5000000, 5 MB", "5000001, 5.1 MB", "0, 0 MB", "1, 0.1 MB", "1240000000, '1,240 MB'"})
    void aSizeIsNeverRoundedDown(long bytes, String shown) {
        assertEquals(shown, Texts.megabytes(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "a\u001b[31m", "\u0085", "\ud83d", "\uffff"})
    void whatIsNoTextIsAControl(String text) {
        assertTrue(Texts.hasControls(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"line\nline\r\n\tmore", "👨‍👩‍👧", "ﷺ", "“quoted” – yes…", "مرحبا"})
    void normalTextHasNoControls(String text) {
        assertFalse(Texts.hasControls(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\u2028b", "a\u2029b", "a\u0085b", "a\u000bb", "a\u0000b"})
    void everyKindOfLineBreakBreaksALine(String text) {
        assertTrue(Texts.breaksLine(text));
    }

    @Test
    void aBlankTextIsEmpty() {
        Faults faults = new Faults();

        assertFalse(Texts.countable("posts", "post 2", " \n\u2003", faults));
        assertEquals("posts post 2 is empty → Write what is to be posted.", Trial.shown(faults.list()));
    }
}
