package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class InlineTextTest {
    @Test
    void emphasisIsTakenOutAndEscapesBecomeWhatTheyStandFor() {
        assertEquals(
                "Step 2 copies a*b@x.example. It came <from> the message.",
                InlineText.plain("Step 2 copies **a\\*b@x.example**. *It* came &lt;from> the message."));
    }

    @Test
    void boldIsShownBold() {
        assertEquals(
                "of " + Style.BOLD.of("1,240.00 EUR") + " in Odoo", InlineText.styled("of **1,240.00 EUR** in Odoo"));
    }

    @Test
    void marksThatEmphasiseNothingStay() {
        assertEquals("2 * 3 ** 4 and **open", InlineText.plain("2 * 3 ** 4 and **open"));
    }

    @Test
    void noControlCharacterPassesAndNoColourOfSomebodyElse() {
        assertEquals("a[32mb[0mc d", InlineText.styled("a\u001b[32mb\u001b[0mc\u202e d\u0007"));
    }

    @Test
    void starsWithinCodeAreCode() {
        assertEquals("mark it [-] or **", InlineText.plain("mark it `[-]` or `**`"));
    }
}
