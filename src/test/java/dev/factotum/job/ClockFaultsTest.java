package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The real program while somebody sets the clock of its machine, by two hours or a year (R15, F12): a leap runs no step
 * whose date has not come, nothing is lost or done twice, and a clock that stays as it was set is believed.
 */
@ResourceLock("processes")
class ClockFaultsTest {
    private static final String WHAT = "leaps of the system's clock";
    private static final Pattern WORD = Pattern.compile("word-[a-z0-9-]+-end");
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration TWO_HOURS = Duration.ofHours(2);
    private static final List<Duration> LEAPS = List.of(TWO_HOURS, TWO_HOURS.negated(), YEAR);

    /** For a leap to be believed takes a minute of its own. */
    private static final Duration PATIENCE = Campaign.PATIENCE.plusMinutes(2);

    private static final int PLANS = 20;

    private final List<Course> courses = new ArrayList<>();

    @BeforeEach
    void needsLibrary() throws IOException {
        Faults.need(WHAT, "env");
        Faults.need(FakeTime.library().isPresent(), WHAT, "there is no libfaketime here (Debian: faketime)");
    }

    @AfterEach
    void end() throws IOException {
        for (Course course : courses) {
            course.close();
        }
    }

    /** A vault in which the clock leaps, and what is to come of it. */
    private static final class Course implements AutoCloseable {
        final Duration leap;
        final RealVault vault = RealVault.found();
        final FakeTime time = FakeTime.of(vault);
        final Map<String, Long> wanted = new TreeMap<>();

        @Nullable
        AgentProcess agent;

        Course(Duration leap) throws IOException, InterruptedException {
            this.leap = leap;
            Files.writeString(
                    vault.root().resolve("agent.yaml"), "version: 1\ntimezone: UTC\nowner: sam\nexecutor: this\n");
        }

        void start(String word) throws IOException {
            agent = vault.agentUnder(time.program(), word);
        }

        AgentProcess agent() {
            return Objects.requireNonNull(agent);
        }

        /** A plan to be carried out at once. */
        void plan(String name) throws IOException {
            vault.approved("Plan " + name, "word-" + name + "-end");
            wanted.put("word-" + name + "-end", 1L);
        }

        /** A plan with a date that lies within the leap. */
        void dated(String name) throws IOException {
            String date = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm")
                    .withZone(ZoneOffset.UTC)
                    .format(Instant.now().plus(Duration.ofMinutes(90)));
            vault.drop(
                    "Approved/Plan " + name + ".md",
                    "# Plan " + name + "\n\n```step\nskill: x.post\nnot_before: " + date + "\ntext: word-" + name
                            + "-end\n```\n");
        }

        int done() throws IOException {
            return vault.names("Completed").size();
        }

        boolean leapt() {
            return VaultReader.real()
                    .text(vault.root().resolve(".agent/local/log/agent.log"))
                    .contains("\"event\":\"leap\"");
        }

        void comes(RealVault.Awaited awaited) throws IOException, InterruptedException {
            assertTrue(RealVault.comes(PATIENCE, awaited), this::toString);
        }

        void sentAsWanted() {
            assertEquals(wanted, vault.sentWords("x", WORD), this::toString);
        }

        /** The date comes, and what waited for it is done, once. */
        void dateComes(String name) throws IOException, InterruptedException {
            wanted.put("word-" + name + "-end", 1L);
            time.off(TWO_HOURS);
            under(0, "run");
            time.off(Duration.ZERO);
            atRest();
        }

        void under(int exit, String... words) throws IOException, InterruptedException {
            Ended ended = vault.under(time.program(), words);
            assertEquals(exit, ended.exit(), ended.toString());
        }

        void atRest() throws IOException, InterruptedException {
            sentAsWanted();
            assertEquals(wanted.size(), done(), this::toString);
            assertTrue(vault.recorded().values().stream().allMatch(times -> times == 1), vault.recorded()::toString);
            vault.inOrder();
        }

        @Override
        public void close() throws IOException {
            if (agent != null) {
                agent.close();
            }
            vault.close();
        }

        @Override
        public String toString() {
            try {
                return "a leap by " + leap.toHours() + " hours; it said\n" + (agent == null ? "" : agent.said());
            } catch (IOException unreadable) {
                return unreadable.toString();
            }
        }
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void aWatchRunsNoStepByALeapAndBelievesAClockThatStays() throws Exception {
        for (Duration leap : LEAPS) {
            Course course = new Course(leap);
            courses.add(course);
            course.plan("before");
            course.dated("later");
            course.start("watch");
        }
        for (Course course : courses) {
            course.comes(() -> course.done() == 1);
            course.time.off(course.leap);
            course.plan("leapt");
        }
        for (Course course : courses) {
            course.comes(course::leapt);
            course.time.off(Duration.ZERO);
            course.plan("right");
        }
        for (Course course : courses) {
            course.comes(() -> course.done() == 3);
            course.sentAsWanted();
            course.time.off(course.leap);
            course.plan("stays");
            if (course.leap.equals(TWO_HOURS)) {
                course.wanted.put("word-later-end", 1L);
            }
        }
        for (Course course : courses) {
            course.comes(() -> course.done() == course.wanted.size());
            assertEquals(143, course.agent().stop(), course::toString);
            course.under(0, "log", "verify");
            if (course.leap.isNegative()) {
                course.dateComes("later");
            } else {
                course.atRest();
                List<String> asked = course.leap.equals(YEAR) ? List.of("Plan later.md") : List.of();
                assertEquals(asked, course.vault.names("Pending_Approval"), "an approval that ran out is asked anew");
            }
        }
        System.out.println("the system's clock: 3 leaps under a watch, put right and made again to stay: 0 steps before"
                + " their date, 0 doubled, 0 missing");
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void aRunInWhoseMidstTheClockLeapsRunsNoStepBeforeItsDate() throws Exception {
        for (Duration leap : LEAPS) {
            try (Course course = new Course(leap)) {
                for (int plan = 0; plan < PLANS; plan++) {
                    course.plan("now-" + plan);
                    course.dated("later-" + plan);
                }
                course.start("run");
                course.comes(() -> course.vault.names("Outbox/x").size() >= 3);
                course.time.off(leap);
                assertEquals(2, course.agent().exit(), course::toString);
                assertTrue(course.agent().said().contains("[E-VAULT-17]"), course::toString);
                course.time.off(Duration.ZERO);
                course.under(0, "run");
                course.sentAsWanted();
                for (int plan = 0; plan < PLANS; plan++) {
                    course.wanted.put("word-later-" + plan + "-end", 1L);
                }
                course.time.off(TWO_HOURS);
                course.under(0, "run");
                course.time.off(Duration.ZERO);
                course.atRest();
            }
        }
        System.out.println("the system's clock: 3 leaps in the midst of a run of " + 2 * PLANS
                + " plans: 0 steps before their date, 0 doubled, 0 missing");
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aRunThatFindsTheClockAYearAheadDoesNothingOnce() throws Exception {
        try (Course course = new Course(YEAR)) {
            course.plan("before");
            course.under(0, "run");
            course.plan("now");
            course.dated("later");
            course.time.off(YEAR);
            Ended refused = course.vault.under(course.time.program(), "run");
            assertEquals(2, refused.exit(), refused.toString());
            assertEquals(List.of("E-VAULT-16"), refused.codes(), refused.toString());
            course.time.off(Duration.ZERO);
            course.under(0, "run");
            course.sentAsWanted();
            course.dateComes("later");
        }
    }
}
