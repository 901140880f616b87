package dev.factotum.job;

import dev.factotum.job.FakeProvider.Answer;
import dev.factotum.job.FakeSkill.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
        return all;
    }

    private static Scenario of(Kind kind, Answer answer) {
        String name = (kind + " " + answer).toLowerCase(Locale.ROOT);
        return new Scenario(
                name,
                List.of("one", "two"),
                stand -> {
                    stand.write("Needs_Action/Two signals.md", "# Two signals\n\n" + step(kind, "one") + step(kind, "two"));
                    stand.wait(java.time.Duration.ofSeconds(40));
                    Sam.WORKS.on(stand);
                    stand.world().disk().settle();
                    stand.provider().script(List.of(answer));
                },
                List.of(Scenario.unsettled(
                        "execution", stand -> stand.moveAll("Pending_Approval", "Approved"), Sam.SEES_TO_IT)));
    }

    static String step(Kind kind, String text) {
        return "- [ ] **Send " + text + "**\n\n```step\nskill: " + kind.skill() + "\naccount: sandbox\ntext: " + text
                + "\n```\n\n";
    }
}
