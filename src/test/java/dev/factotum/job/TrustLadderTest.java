package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.vault.MatterId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** V18: what was approved unchanged many times is suggested for automatic approval, and the first objection stops it. */
class TrustLadderTest {
    private static final String RULE = """
            ---
            when:
              kind: email
              subject: /hello/i
            ---
            # Thank {{from.name}}

            - [ ] **Reply**

            ```step
            skill: email.reply
            ```

            ```text body
            Thank you. We answer within a day.
            ```
            """;

    private static final String LADDER = "approval:\n  ladder: 3\n";
    private static final Pattern ID = Pattern.compile("(?m)^id: (\\w{26})$");

    private static String automatic(String more) {
        return "approval:\n  auto:\n    - { skill: email.reply, rule: Thank, per_day: 1" + more + " }\n";
    }

    private static Sam sam(long seed, String settings) throws IOException {
        Sam sam = new Sam(seed, settings);
        sam.person().write(Office.ROOT.resolve("Rules/Thank.md"), RULE);
        return sam;
    }

    private static void mail(Sam sam, String name) throws IOException {
        sam.write("Inbox/" + name + ".eml", """
                From: Kim Prints <kim@stranger.example>
                To: hi@studio.example
                Subject: Hello %s
                Message-ID: <%s@stranger.example>

                Hello there, number %s.
                """.formatted(name, name, name));
        sam.work();
    }

    private static String only(Sam sam) {
        return sam.office().only("Pending_Approval").getKey().replace(".md", "");
    }

    private static void approved(Sam sam, String name) throws IOException {
        mail(sam, name);
        sam.move(waiting(sam, name), "Approved");
        sam.work();
    }

    private static String waiting(Sam sam, String name) {
        return sam.office().notes("Pending_Approval").entrySet().stream()
                .filter(note -> note.getValue().contains("number " + name))
                .map(note -> note.getKey().replace(".md", ""))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> suggestions(Sam sam) {
        return sam.office().notes("Pending_Approval").values().stream()
                .filter(text -> text.contains("suggestion: true"))
                .toList();
    }

    @Test
    void threeUnchangedPlansInARowAreASuggestionOnce() throws IOException {
        try (Sam sam = sam(1, LADDER)) {
            approved(sam, "one");
            approved(sam, "two");
            assertEquals(List.of(), suggestions(sam));
            approved(sam, "three");
            sam.work();
            assertEquals(1, suggestions(sam).size());
            String text = suggestions(sam).getFirst();
            assertTrue(
                    text.contains("lets 1 rule Thank approve itself for email.reply, at most 20 a day, from 2026-"),
                    text);
            assertTrue(text.contains("risk: high"), text);
            sam.move(only(sam), "Rejected");
            sam.work();
            for (String name : List.of("four", "five", "six", "seven")) {
                approved(sam, name);
            }
            sam.work();
            assertEquals(List.of(), suggestions(sam));
        }
    }

    @Test
    void approvedItIsALineOfTheSettingsWrittenOnce() throws IOException {
        try (Sam sam =
                sam(7, LADDER + "  # as Mia wants it\n  auto:\n    - { skill: x.post, rule: News, per_day: 2 }\n")) {
            for (String name : List.of("one", "two", "three")) {
                approved(sam, name);
            }
            sam.work();
            sam.move(only(sam), "Approved");
            sam.work();
            sam.work();
            String settings = sam.person().read(Office.ROOT.resolve("agent.yaml"));
            assertTrue(
                    settings.contains("  # as Mia wants it\n  auto:\n"
                            + "    - { skill: x.post, rule: News, per_day: 2 }\n"
                            + "    - { skill: email.reply, rule: \"Thank\", per_day: 20, since: 2026-11-20 }\n"),
                    settings);
            assertEquals(1, settings.split("rule: \"Thank\"", -1).length - 1, settings);
            assertEquals(List.of(), suggestions(sam));
        }
    }

    @Test
    void aChangeOrARejectionBeginsTheCountAnew() throws IOException {
        try (Sam sam = sam(2, LADDER)) {
            approved(sam, "one");
            approved(sam, "two");
            mail(sam, "three");
            sam.edit(only(sam), "within a day", "within an hour");
            sam.move(only(sam), "Approved");
            sam.work();
            approved(sam, "four");
            approved(sam, "five");
            mail(sam, "six");
            sam.move(only(sam), "Rejected");
            sam.work();
            approved(sam, "seven");
            approved(sam, "eight");
            sam.work();
            assertEquals(List.of(), suggestions(sam));
            approved(sam, "nine");
            sam.work();
            assertEquals(1, suggestions(sam).size());
        }
    }

    @Test
    void theFirstChangeStopsAutomaticApprovalAndTheLogSaysSo() throws IOException {
        try (Sam sam = sam(3, automatic(""))) {
            mail(sam, "one");
            assertEquals(Map.of(), sam.office().notes("Pending_Approval"));
            mail(sam, "two");
            sam.edit(only(sam), "within a day", "within an hour");
            sam.move(only(sam), "Approved");
            sam.work();
            assertTrue(
                    sam.log().contains("the rule Thank no longer approves email.reply: a person changed its plan"),
                    sam.log());
            sam.office().wait(Duration.ofDays(1));
            mail(sam, "three");
            assertTrue(only(sam).startsWith("Hello three") || only(sam).startsWith("Thank"), only(sam));
        }
    }

    @Test
    void anUnchangedApprovalStopsNothing() throws IOException {
        try (Sam sam = sam(4, automatic(""))) {
            mail(sam, "one");
            approved(sam, "two");
            sam.office().wait(Duration.ofDays(1));
            mail(sam, "three");
            assertEquals(Map.of(), sam.office().notes("Pending_Approval"));
            assertFalse(sam.log().contains("no longer approves"), sam.log());
        }
    }

    @Test
    void aRejectionStopsItAndALineSinceALaterDayStartsItAgain() throws IOException {
        try (Sam sam = sam(5, automatic(""))) {
            mail(sam, "one");
            mail(sam, "two");
            sam.move(only(sam), "Rejected");
            sam.work();
            sam.office().wait(Duration.ofDays(1));
            mail(sam, "three");
            sam.move(only(sam), "Approved");
            sam.work();
            Path file = Office.ROOT.resolve("agent.yaml");
            String day = sam.office().now().toString().substring(0, 10);
            sam.person()
                    .write(file, sam.person().read(file).replace("per_day: 1 }", "per_day: 1, since: " + day + " }"));
            sam.restart();
            mail(sam, "four");
            assertEquals(Map.of(), sam.office().notes("Pending_Approval"));
        }
    }

    @Test
    void takingBackWhatItDidStopsIt() throws IOException {
        try (Sam sam = sam(6, automatic(""))) {
            mail(sam, "one");
            Matcher id = ID.matcher(sam.office().only("Completed").getValue());
            assertTrue(id.find());
            sam.office().undoer().taken(new MatterId(id.group(1)));
            assertTrue(sam.log().contains("no longer approves email.reply: a person takes back"), sam.log());
            sam.office().wait(Duration.ofDays(1));
            mail(sam, "two");
            assertEquals(1, sam.office().notes("Pending_Approval").size());
        }
    }
}
