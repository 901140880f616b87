package dev.factotum.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.config.Settings;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MomentsTest {
    private static final LocalDateTime FRIDAY = LocalDateTime.parse("2026-11-20T10:00");

    private static List<String> all(String written, int n, String channel, Moments moments) throws Unanswered {
        List<String> all = new ArrayList<>();
        for (int k = 1; k <= n; k++) {
            all.add(moments.at(written, k, n, channel));
        }
        return all;
    }

    @Test
    void fivePostsForNextWeekGoOutMondayToFriday() throws Unanswered {
        assertEquals(
                List.of(
                        "2026-11-23 09:00",
                        "2026-11-24 09:00",
                        "2026-11-25 09:00",
                        "2026-11-26 09:00",
                        "2026-11-27 09:00"),
                all("next MON 09:00", 5, "x", new Moments(FRIDAY, Optional.empty())));
    }

    @Test
    void startingMidWeekSkipsTheWeekend() throws Unanswered {
        assertEquals(
                List.of("2026-11-26 17:30", "2026-11-27 17:30", "2026-11-30 17:30"),
                all("next thursday 17:30", 3, "x", new Moments(FRIDAY, Optional.empty())));
    }

    @Test
    void sevenUseTheWeekendAndTenComeTwiceADay() throws Unanswered {
        assertEquals(
                "2026-11-29 09:00",
                all("next MON 09:00", 7, "x", new Moments(FRIDAY, Optional.empty()))
                        .getLast());
        assertEquals(
                List.of("2026-11-23 09:00", "2026-11-23 12:00", "2026-11-24 09:00"),
                all("next MON 09:00", 10, "x", new Moments(FRIDAY, Optional.empty()))
                        .subList(0, 3));
        List<String> twenty = all("next MON 09:00", 20, "x", new Moments(FRIDAY, Optional.empty()));
        assertEquals("2026-11-27 18:00", twenty.getLast());
        assertEquals(20, Set.copyOf(twenty).size());
    }

    @Test
    void nextFridayOnAFridayIsAWeekAway() throws Unanswered {
        assertEquals("2026-11-27 09:00", new Moments(FRIDAY, Optional.empty()).at("next FRI 9:00", 1, 1, "x"));
    }

    @Test
    void daysAheadGoOnDayByDay() throws Unanswered {
        assertEquals(
                List.of("2026-11-22 09:00", "2026-11-23 09:00"),
                all("+2d 09:00", 2, "x", new Moments(FRIDAY, Optional.empty())));
    }

    @Test
    void slotsAreThePostingTimesOfTheChannelOneAfterAnother() throws Unanswered {
        Settings.ClientSettings acme = new Settings.ClientSettings(
                "Acme BV",
                Set.of(),
                Map.of(),
                Map.of(),
                Map.of("x", List.of("MON,THU 08:30", "fri 16:00")),
                dev.factotum.config.BudgetSettings.NONE);
        assertEquals(
                List.of("2026-11-20 16:00", "2026-11-23 08:30", "2026-11-26 08:30"),
                all("slot", 3, "x", new Moments(FRIDAY, Optional.of(acme))));
        assertTrue(assertThrows(
                        Unanswered.class, () -> new Moments(FRIDAY, Optional.of(acme)).at("slot", 1, 1, "bluesky"))
                .what()
                .contains("no posting times for bluesky"));
    }

    @Test
    void aPlainDateStaysAndAFalseMomentIsAFault() throws Unanswered {
        assertEquals("2026-12-01 10:00", new Moments(FRIDAY, Optional.empty()).at("2026-12-01 10:00", 1, 1, "x"));
        assertEquals(Optional.empty(), Moments.fault("2026-12-01 10:00"));
        assertEquals(Optional.empty(), Moments.fault("next MON 09:00"));
        assertTrue(Moments.fault("next MOON 09:00").isPresent());
        assertTrue(Moments.fault("+2d 25:00").isPresent());
    }
}
