package dev.factotum.job;

import dev.factotum.engine.Desk;
import dev.factotum.engine.Gesture;
import dev.factotum.job.FakeProvider.Answer;
import dev.factotum.job.FakeSkill.Kind;
import dev.factotum.job.Scenario.Act;
import dev.factotum.vault.Digest;
import dev.factotum.vault.PipelineScan;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** Everything a person can decide, by hand and by command, and what time decides. */
final class DecisionScenarios {
    private static final String NAME = "Signal.md";
    private static final String LATER = "not_before: 2026-11-23 09:00\n";

    private DecisionScenarios() {}

    static List<Scenario> all() {
        return List.of(
                decided("approved by a move", approved()),
                decided("approved by a tick", stand -> stand.inTray("- [ ] **Approve", "- [x] **Approve")),
                decided("approved by the property", stand -> stand.inTray("approve: false", "approve: true")),
                commanded(
                        "approved by command",
                        Stage.PENDING_APPROVAL,
                        (desk, seen, shown) -> desk.approve(seen, "sam", Gesture.COMMAND)),
                decided("rejected by a move", stand -> stand.moveAll("Pending_Approval", "Rejected")),
                decided("rejected by a tick", stand -> stand.inTray("- [ ] Reject", "- [x] Reject")),
                commanded(
                        "rejected by command",
                        Stage.PENDING_APPROVAL,
                        (desk, seen, shown) -> desk.reject(seen, "sam", Gesture.COMMAND, "too late")),
                decided("done by hand", stand -> stand.moveAll("Pending_Approval", "Completed")),
                decided("deleted", stand -> stand.person().delete(tray())),
                decided("two boxes ticked", stand -> {
                    stand.inTray("- [ ] Reject", "- [x] Reject");
                    stand.inTray("- [ ] **Approve", "- [x] **Approve");
                }),
                decided("a step edited", stand -> stand.inTray("- [ ] **Send one**", "- [-] **Send one**")),
                decided("changes asked", stand -> {
                    stand.inTray("- [ ] Ask for changes", "- [x] Ask for changes");
                    stand.inTray("## Tell the agent\n", "## Tell the agent\n\nShorter, please.\n");
                }),
                commanded(
                        "changes asked by command",
                        Stage.PENDING_APPROVAL,
                        (desk, seen, shown) -> desk.revise(seen, "sam", Gesture.COMMAND, "Shorter, please.")),
                decided("to be planned again", stand -> stand.moveAll("Pending_Approval", "Needs_Action")),
                reopened(),
                retried(),
                dated(
                        "withdrawn while it waits",
                        Scenario.part("withdrawal", stand -> stand.moveAll("Approved", "Pending_Approval"))),
                dated(
                        "changed while it waits",
                        Scenario.part(
                                "change",
                                stand -> stand.notes("Approved")
                                        .forEach((name, text) -> stand.write(
                                                "Approved/" + name, text.replace("text: one", "text: other"))))),
                dated(
                        "its day comes",
                        Scenario.part("execution", stand -> stand.wait(Duration.ofDays(3)), Overseer.WORKS)),
                dated("its approval runs out", Scenario.part("expiry", stand -> stand.wait(Duration.ofDays(6)))),
                decided("nobody decides", stand -> stand.wait(Duration.ofDays(8))),
                editedLate());
    }

    private static Path tray() {
        return Stand.ROOT.resolve("Pending_Approval/" + NAME);
    }

    private static Act approved() {
        return stand -> stand.moveAll("Pending_Approval", "Approved");
    }

    /** A plan by hand that has come to the tray. */
    static Act plan(String steps) {
        return stand -> {
            stand.write("Needs_Action/" + NAME, "# Signal\n\n" + steps);
            stand.wait(Duration.ofSeconds(40));
            Overseer.WORKS.on(stand);
            stand.world().disk().settle();
        };
    }

    private static Act plan() {
        return plan(ExecutionScenarios.step(Kind.KEYED, "one"));
    }

    private static Scenario decided(String name, Act hands) {
        return new Scenario(name, List.of("one"), plan(), List.of(Scenario.part(name, hands)));
    }

    private interface Command {
        void give(Desk desk, Seen seen, Digest shown) throws IOException;
    }

    /** A command that broke off is given again where its matter still stands. */
    private static Scenario commanded(String name, Stage where, Command command) {
        return new Scenario(
                name, List.of("one"), plan(), List.of(Scenario.part(name, stand -> {}, given(where, command))));
    }

    private static Act given(Stage where, Command command) {
        return stand -> {
            try (Office office = stand.office()) {
                for (Seen seen : new PipelineScan(office.vault(), true).look().seen()) {
                    if (seen.stage() == where) {
                        command.give(
                                office.desk(), seen, Digest.of(stand.person().bytes(seen.path())));
                    }
                }
                office.workOn(Duration.ofHours(3));
            }
        };
    }

    private static Scenario reopened() {
        return new Scenario(
                "reopened",
                List.of("one"),
                plan(),
                List.of(
                        Scenario.part("rejection", stand -> stand.moveAll("Pending_Approval", "Rejected")),
                        Scenario.part("reopening", stand -> stand.moveAll("Rejected", "Pending_Approval")),
                        Scenario.part("execution", approved(), Overseer.SEES_TO_IT)));
    }

    private static Scenario retried() {
        return new Scenario(
                "tried again by command",
                List.of("one"),
                plan(ExecutionScenarios.step(Kind.PROVING, "one")),
                List.of(
                        Scenario.part("failure", stand -> {
                            stand.provider().script(Collections.nCopies(9, Answer.REFUSED));
                            stand.moveAll("Pending_Approval", "Approved");
                        }),
                        Scenario.part(
                                "retry",
                                stand -> stand.provider().script(List.of()),
                                given(Stage.PENDING_APPROVAL, (desk, seen, shown) -> desk.retry(seen, "sam", shown)))));
    }

    private static Scenario dated(String name, Scenario.Part then) {
        String step = ExecutionScenarios.step(Kind.KEYED, "one").replace("text: ", LATER + "text: ");
        return new Scenario(name, List.of("one"), plan(step), List.of(Scenario.part("approval", approved()), then));
    }

    /** An editor saves where the note stood before. */
    private static Scenario editedLate() {
        String note = "# Signal\n\n" + ExecutionScenarios.step(Kind.KEYED, "one");
        return new Scenario(
                "saved too late",
                List.of("one"),
                stand -> {},
                List.of(
                        Scenario.part("plan", stand -> stand.write("Needs_Action/" + NAME, note)),
                        Scenario.part(
                                "late save",
                                stand -> stand.write(
                                        "Needs_Action/" + NAME,
                                        stand.person().read(tray()).replace("- [ ] **Approve", "- [x] **Approve")))));
    }
}
