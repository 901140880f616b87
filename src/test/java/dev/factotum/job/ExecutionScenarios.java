package dev.factotum.job;

import dev.factotum.job.FakeProvider.Answer;
import dev.factotum.job.FakeSkill.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Steps of every effect against every way a provider can answer. */
final class ExecutionScenarios {
    private ExecutionScenarios() {}

    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (Answer answer : Answer.values()) {
                all.add(of(kind, answer));
            }
        }
        all.add(mayFail());
        all.add(twoRounds());
        return all;
    }

    /** A step whose failure stops nothing. */
    private static Scenario mayFail() {
        String first = step(Kind.PROVING, "one").replace("text: ", "on_fail: continue\ntext: ");
        return new Scenario(
                "a step that may fail",
                List.of("one", "two"),
                DecisionScenarios.plan(first + step(Kind.KEYED, "two")),
                List.of(Scenario.part(
                        "execution",
                        stand -> {
                            stand.provider().refuses("one");
                            stand.moveAll("Pending_Approval", "Approved");
                        },
                        Overseer.SEES_TO_IT)));
    }

    /** What a model planned was not enough: the rest is planned as a second round, and approved on its own. */
    private static Scenario twoRounds() {
        ScriptedModel model = new ScriptedModel(prompt -> {
            boolean second = ScriptedModel.text(prompt).contains("## Round 2");
            boolean enough = ScriptedModel.text(prompt).contains("- s2 ");
            return Optional.of(
                    switch (prompt.purpose()) {
                        case CHECK -> ScriptedModel.checked(enough ? "" : "two is left");
                        case READ, PLAN, WRITE, STYLE, COMMENT, VOTE, EMBED, PROBE ->
                            ScriptedModel.plan(
                                            "Send both",
                                            ScriptedModel.step(
                                                    "s1", Kind.KEYED.skill(), "text", second ? "two" : "one"))
                                    .toString();
                    });
        });
        return new Scenario(
                "two rounds by a model",
                List.of("one", "two"),
                stand -> {
                    stand.write("Inbox/Send both.md", "# Send both\n\nOne, and then two.\n");
                    Overseer.WORKS.on(stand);
                },
                List.of(
                        Scenario.part("the first round", stand -> stand.moveAll("Pending_Approval", "Approved")),
                        Scenario.part("the second round", stand -> stand.moveAll("Pending_Approval", "Approved"))),
                Optional.of(model));
    }

    private static Scenario of(Kind kind, Answer answer) {
        String name = (kind + " " + answer).toLowerCase(Locale.ROOT);
        return new Scenario(
                name,
                List.of("one", "two"),
                stand -> {
                    DecisionScenarios.plan(step(kind, "one") + step(kind, "two"))
                            .on(stand);
                    stand.provider().moody(List.of(answer));
                },
                List.of(Scenario.unsettled(
                        "execution", stand -> stand.moveAll("Pending_Approval", "Approved"), Overseer.SEES_TO_IT)));
    }

    static String step(Kind kind, String text) {
        return "- [ ] **Send " + text + "**\n\n```step\nskill: " + kind.skill() + "\naccount: sandbox\ntext: " + text
                + "\n```\n\n";
    }
}
