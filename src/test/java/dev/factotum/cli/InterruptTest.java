package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class InterruptTest {
    private final List<Integer> halts = new ArrayList<>();
    private final Interrupt interrupt = new Interrupt(halts::add);

    @Test
    void nothingIsAskedAtFirst() {
        assertFalse(interrupt.getAsBoolean());
        assertEquals(OptionalInt.empty(), interrupt.exitCode());
    }

    @Test
    void theFirstRequestIsNotedAndWakesWhoeverWaits() {
        List<String> woken = new ArrayList<>();
        interrupt.onRequest(() -> woken.add("watch"));

        interrupt.raise(Interrupt.TERMINATED);

        assertTrue(interrupt.getAsBoolean());
        assertEquals(OptionalInt.of(143), interrupt.exitCode());
        assertEquals(List.of("watch"), woken);
        assertEquals(List.of(), halts);
    }

    @Test
    void theSecondRequestEndsTheProcessAtOnce() {
        interrupt.raise(Interrupt.TERMINATED);
        interrupt.raise(Interrupt.CTRL_C);

        assertEquals(List.of(130), halts);
        assertEquals(OptionalInt.of(143), interrupt.exitCode());
    }
}
