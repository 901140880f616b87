package dev.factotum.job;

import dev.factotum.job.FakeSkill.Kind;
import dev.factotum.job.Scenario.Act;
import dev.factotum.vault.Vault;
import dev.factotum.world.TestWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What happens to the ground under the matters: audit pages that fill up, a month that ends, another machine. */
final class GroundScenarios {
    private static final int MANY_LINES = 5_000;

    private GroundScenarios() {}

    static List<Scenario> all() {
        return List.of(
                execution("a full audit page", stand -> {
                    String page = stand.person().read(Stand.ROOT.resolve("Audit_Log.md"));
                    stand.write(
                            "Audit_Log.md",
                            page + "A line of the person's own, quite long, and again.\n".repeat(MANY_LINES));
                    stand.moveAll("Pending_Approval", "Approved");
                }),
                new Scenario(
                        "a disk that cannot swap two files",
                        List.of("one"),
                        stand -> stand.world().disk().exchanges(false),
                        List.of(
                                Scenario.part(
                                        "plan",
                                        stand -> stand.write(
                                                "Needs_Action/Signal.md",
                                                "# Signal\n\n" + ExecutionScenarios.step(Kind.KEYED, "one"))),
                                Scenario.part(
                                        "execution", stand -> stand.inTray("- [ ] **Approve", "- [x] **Approve")))),
                execution("a new month", stand -> {
                    stand.moveAll("Pending_Approval", "Approved");
                    stand.wait(Duration.ofDays(12));
                }),
                new Scenario(
                        "another machine takes over",
                        List.of("one"),
                        DecisionScenarios.plan(ExecutionScenarios.step(Kind.KEYED, "one")),
                        List.of(
                                Scenario.part(
                                        "takeover",
                                        stand -> stand.moveAll("Pending_Approval", "Approved"),
                                        GroundScenarios::elsewhere),
                                Scenario.part("back at home", stand -> {}, stand -> {
                                    if (Vault.open(stand.world().world(), Stand.ROOT)
                                            .executor()
                                            .here()) {
                                        throw new AssertionError("doubled: two machines execute");
                                    }
                                }))));
    }

    private static Scenario execution(String name, Act hands) {
        return new Scenario(
                name,
                List.of("one"),
                DecisionScenarios.plan(ExecutionScenarios.step(Kind.KEYED, "one")),
                List.of(Scenario.part("execution", hands)));
    }

    private static void elsewhere(Stand stand) throws java.io.IOException {
        TestWorld there = stand.world().elsewhere(Path.of("/state-b"));
        Vault.open(there.world(), Stand.ROOT).takeOver();
        try (Office office = new Office(there, FakeSkill.all(stand.provider()))) {
            office.workOn(Duration.ofHours(3));
        }
    }
}
