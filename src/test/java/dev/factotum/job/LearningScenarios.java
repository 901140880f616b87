package dev.factotum.job;

import java.time.Duration;
import java.util.List;

/** What a person changes becomes a lesson, once, and stops what approved itself. */
final class LearningScenarios {
    private static final String MAIL = """
            From: Jo Peters <jo@acme.example>
            To: hi@studio.example
            Subject: %s
            Message-ID: <%s@acme.example>

            Hi, this is about %s. Thanks, Jo
            """.replace("\n", "\r\n");

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

    private static final String AUTOMATIC = """
            approval:
              auto:
                - { skill: email.reply, rule: Thank, per_day: 1 }
            """;

    private LearningScenarios() {}

    static List<Scenario> all() {
        return List.of(changed(), stopped());
    }

    private static void mail(Stand stand, String subject, String name) {
        stand.write("Inbox/" + name + ".eml", MAIL.formatted(subject, name, name));
    }

    private static Scenario changed() {
        return new Scenario(
                "a plan is changed, and taught",
                List.of(),
                stand -> {
                    mail(stand, "Where is invoice 1042?", "invoice");
                    stand.wait(Duration.ofMinutes(1));
                    Overseer.WORKS.on(stand);
                },
                List.of(Scenario.part("the lesson", stand -> {
                    stand.inTray("answer within a day.", "answer by Tuesday noon.");
                    stand.inTray("- [ ] **Tell everybody**", "- [-] **Tell everybody**");
                    stand.moveAll("Pending_Approval", "Approved");
                })));
    }

    /** A rule that approves itself once a day is stopped by a change: its plan of the next day waits. */
    private static Scenario stopped() {
        return new Scenario(
                "a change stops a rule that approves itself",
                List.of(),
                stand -> {
                    stand.write("Rules/Thank.md", RULE);
                    String settings = stand.person().read(Stand.ROOT.resolve("agent.yaml"));
                    stand.write("agent.yaml", settings + AUTOMATIC);
                    mail(stand, "Hello", "one");
                    stand.wait(Duration.ofMinutes(1));
                    Overseer.WORKS.on(stand);
                    mail(stand, "Hello again", "two");
                    stand.wait(Duration.ofMinutes(1));
                    Overseer.WORKS.on(stand);
                },
                List.of(
                        Scenario.part("the change", stand -> {
                            stand.inTray("within a day", "within an hour");
                            stand.moveAll("Pending_Approval", "Approved");
                        }),
                        Scenario.part("the next", stand -> {
                            stand.wait(Duration.ofDays(1));
                            mail(stand, "Hello once more", "three");
                        })));
    }
}
