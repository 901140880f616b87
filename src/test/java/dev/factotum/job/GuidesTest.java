package dev.factotum.job;

import static dev.factotum.job.ScriptedModel.plan;
import static dev.factotum.job.ScriptedModel.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.llm.Prompt;
import dev.factotum.llm.Purpose;
import dev.factotum.secret.Secrets;
import dev.factotum.skill.SkillBook;
import dev.factotum.skill.SkillRuns;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Skills that are instructions: planners read those that a person trusted, and are bound by what they allow. */
class GuidesTest {
    private static final String REMINDER = """
            ---
            name: reminder
            description: How to remind of an unpaid invoice.
            allowed-tools: content.draft vault.*
            ---

            Never threaten.
            """;

    private static ScriptedModel reading(String skill) {
        return ScriptedModel.planning(prompt -> ScriptedModel.text(prompt).contains("allows nothing but")
                        ? plan("Remind", step("s1", "content.draft", "title", "Remind", "text", "A word."))
                        : plan("Remind", step("s1", "x.post", "text", "Pay!")))
                .looking(prompt ->
                        prompt.purpose() == Purpose.PLAN && prompt.turns().size() < 2
                                ? List.of(new Prompt.ToolCall("c1", "skill_read", "{\"name\":\"" + skill + "\"}"))
                                : List.of());
    }

    private static void trust(Sam sam) throws IOException {
        Vault vault = sam.office().vault();
        SkillRuns runs = new SkillRuns(vault, new Secrets(vault.world(), vault.root(), secret -> {}));
        SkillBook book = new SkillBook(vault, runs);
        assertTrue(book.trust(book.find("reminder").orElseThrow().skill().orElseThrow(), "sam"));
    }

    @Test
    void aTrustedSkillIsReadAndWhatItAllowsBindsThePlan() throws IOException {
        ScriptedModel model = reading("reminder");
        try (Sam sam = new Sam(1, "", Optional.of(model))) {
            sam.person().write(Office.ROOT.resolve("Skills/reminder/SKILL.md"), REMINDER);
            trust(sam);
            sam.write("Inbox/Remind.md", "# Remind\n\nRemind Acme of 1042.\n");
            sam.work();
            List<Prompt> asked = model.asked(Purpose.PLAN);
            assertTrue(
                    ScriptedModel.text(asked.getFirst()).contains("- `reminder`: How to remind of an unpaid invoice."));
            assertTrue(ScriptedModel.text(asked.get(1)).contains("Never threaten."));
            String plan = sam.office().only("Pending_Approval").getValue();
            assertTrue(plan.contains("A word."), plan);
            assertFalse(plan.contains("Pay!"), plan);
            assertTrue(plan.contains("after the skill reminder"), plan);
        }
    }

    @Test
    void anUntrustedOrChangedOneReachesNoPrompt() throws IOException {
        ScriptedModel model = reading("reminder");
        try (Sam sam = new Sam(2, "", Optional.of(model))) {
            sam.person().write(Office.ROOT.resolve("Skills/reminder/SKILL.md"), REMINDER);
            sam.write("Inbox/Remind.md", "# Remind\n\nRemind Acme of 1042.\n");
            sam.work();
            trust(sam);
            sam.person().write(Office.ROOT.resolve("Skills/reminder/SKILL.md"), REMINDER + "Pay all at once.\n");
            sam.write("Inbox/Again.md", "# Again\n\nRemind Acme of 1043.\n");
            sam.work();
            assertEquals(2, sam.office().notes("Pending_Approval").size());
            for (Prompt prompt : model.asked(Purpose.PLAN)) {
                String text = ScriptedModel.text(prompt);
                assertFalse(text.contains("How to remind") || text.contains("Never threaten."), text);
            }
        }
    }
}
