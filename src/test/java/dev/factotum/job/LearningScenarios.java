package dev.factotum.job;

import java.util.List;

/** What a person changes becomes a lesson, once. */
final class LearningScenarios {
    private static final String MAIL = """
            From: Jo Peters <jo@acme.example>
            To: hi@studio.example
            Subject: Where is invoice 1042?
            Message-ID: <k7q2m9v5@acme.example>

            Hi, could you send invoice 1042 again? Thanks, Jo
            """.replace("\n", "\r\n");

    private LearningScenarios() {}

    static List<Scenario> all() {
        return List.of(new Scenario(
                "a plan is changed, and taught",
                List.of(),
                stand -> {
                    stand.write("Inbox/invoice.eml", MAIL);
                    Overseer.WORKS.on(stand);
                },
                List.of(Scenario.part("the lesson", stand -> {
                    stand.inTray("answer within a day.", "answer by Tuesday noon.");
                    stand.inTray("- [ ] **Tell everybody**", "- [-] **Tell everybody**");
                    stand.moveAll("Pending_Approval", "Approved");
                }))));
    }
}
