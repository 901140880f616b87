package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.cli.AgentRun.Ended;
import dev.factotum.plan.PlanDigest;
import dev.factotum.vault.Digest;
import dev.factotum.vault.Ledger;
import dev.factotum.vault.LedgerEntry.Approved;
import dev.factotum.vault.LedgerEntry.Intent;
import dev.factotum.vault.LedgerEntry.Result;
import dev.factotum.vault.LedgerEntry.Returned;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetryTest {
    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void aVault() throws IOException {
        shop = Shop.in(folder);
    }

    /** A matter whose first step was called and nobody knows what became of it. */
    private MatterId unclear(String title) throws IOException {
        MatterId id = shop.add(Shop.plan(title));
        Ledger ledger = shop.vault().ledgers().of(id);
        Instant now = shop.world().clock().instant();
        Digest digest = Digest.of("x");
        try (Workplace workplace = shop.workplace()) {
            Matter matter = Matter.read(
                            workplace,
                            workplace.scan().look(Set.of(Stage.PENDING_APPROVAL)).seen().stream()
                                    .filter(seen -> seen.id().equals(Optional.of(id)))
                                    .findFirst()
                                    .orElseThrow())
                    .orElseThrow();
            Digest plan =
                    PlanDigest.ofPlan(id, 1, matter.assessment().orElseThrow().run());
            shop.write(".agent/approved/" + plan.hex() + ".md", matter.text().source());
            ledger.append(new Approved(now, 1, plan, "sam", "command", "high", Optional.empty()));
        }
        ledger.append(new Intent(now, "s1", "k1", digest, "x.post@1", "shop", "live", digest, 1, 1, Map.of()));
        ledger.append(new Result(now, "s1", "k1", "ambiguous", "", "{}", Optional.of("timed out"), false, false, 900));
        long number = ledger.append(new Returned(now, "unclear", List.of("s1"), "Did step s1 (x.post) arrive?"));
        assertTrue(number > 3);
        return id;
    }

    @Test
    void aFailedPlanRunsAgainWhereItStopped() throws IOException {
        shop.write("Notes/Taken.md", "somebody's\n");
        shop.add(Shop.plan("Taken"));
        assertEquals(1, shop.agent().run("approve", "Taken").exit());
        Files.delete(shop.root().resolve("Notes/Taken.md"));

        Ended ended = shop.agent().run("retry", "Taken");

        assertEquals(0, ended.exit(), ended.err());
        assertTrue(ended.out().startsWith("✓ Taken  done\n"), ended.out());
        assertEquals(1, Files.list(shop.root().resolve("Outbox/x")).count(), "the first step ran once");
        assertEquals("done\n", shop.read("Notes/Taken.md"));
    }

    /** A plan whose second step failed, because its note was somebody's. */
    private Path failed(String text) throws IOException {
        shop.write("Notes/Taken.md", "somebody's\n");
        MatterId id = shop.add(text);
        assertEquals(1, shop.agent().run("approve", "Taken").exit());
        Files.delete(shop.root().resolve("Notes/Taken.md"));
        return shop.file(id);
    }

    @Test
    void whatWasEditedSinceIsNoRetryAndSaysWhatChanged() throws IOException {
        Path file = failed(Shop.plan("Taken"));
        Files.writeString(file, Files.readString(file).replace("text: done", "text: other"));

        Ended ended = shop.agent().run("retry", "Taken");

        assertEquals(1, ended.exit());
        assertEquals(
                "✗ Taken  This is no longer what was approved. step s2, *text*: approved “done”, now “other”"
                        + " Run agent approve: it shows the plan as it stands now, and approves that.\n",
                ended.out());
        assertTrue(Files.notExists(shop.root().resolve("Notes/Taken.md")), "nothing ran");
    }

    @Test
    void aStepAddedSinceIsNoRetry() throws IOException {
        Path file = failed(Shop.plan("Taken"));
        String step = "- [ ] **More**\n\n```step\nskill: x.post\naccount: shop\ntext: more\n```\n\n";
        Files.writeString(file, Files.readString(file).replace("## Tell the agent", step + "## Tell the agent"));

        Ended ended = shop.agent().run("retry", "Taken");

        assertEquals(1, ended.exit());
        assertTrue(ended.out().contains("no longer what was approved"), ended.out());
        assertEquals(1, Files.list(shop.root().resolve("Outbox/x")).count());
    }

    @Test
    void aTickedRejectIsAskedAbout() throws IOException {
        Path file = failed(Shop.plan("Taken"));
        Files.writeString(file, Files.readString(file).replace("- [ ] Reject", "- [x] Reject"));

        Ended ended = shop.agent().run("retry", "Taken");

        assertTrue(ended.out().contains("while Reject is ticked. Nothing was done."), ended.out());
        assertTrue(Files.notExists(shop.root().resolve("Notes/Taken.md")), "nothing ran");
    }

    @Test
    void highRiskIsShownAndAskedAboutAgain() throws IOException {
        failed(Shop.plan("Taken") + """

                - [ ] **Write to Jo**

                ```step
                skill: email.send
                account: studio
                to: stranger@else.example
                subject: Hello
                body: Hello
                ```
                """);

        Traits.Screen screen = new Traits.Screen(true, false, false, java.nio.charset.StandardCharsets.UTF_8);
        Traits person = new Traits(true, screen, screen, 100);

        Ended no = shop.agent().traits(person).typing("n\n").run("retry", "Taken");

        assertTrue(no.err().contains("This is high risk. Approve it? [y/N]"), no.err());
        assertTrue(Files.notExists(shop.root().resolve("Notes/Taken.md")), "nothing ran");
        assertEquals(
                0, shop.agent().traits(person).run("retry", "--yes", "Taken").exit());
        assertEquals("done\n", shop.read("Notes/Taken.md"));
    }

    @Test
    void whatDidNotFailIsNotRetried() throws IOException {
        shop.add(Shop.plan("Fresh"));

        Ended ended = shop.agent().run("retry", "Fresh");

        assertEquals(2, ended.exit());
        assertEquals("· Fresh  left: did not fail; agent approve runs it\n", ended.out());
        assertEquals(List.of("Fresh.md"), shop.names(Stage.PENDING_APPROVAL));
    }

    @Test
    void anUnclearStepAsksWhatBecameOfIt() throws IOException {
        unclear("Lost");

        Ended ended = shop.agent().run("retry", "Lost");

        assertEquals(2, ended.exit());
        assertTrue(ended.out().contains("look, then say --arrived s1 or --again s1"), ended.out());
        String shown = shop.agent().run("show", "Lost").out();
        assertTrue(shown.contains("agent retry ") && shown.contains(" --arrived s1  where it did arrive"), shown);
    }

    @Test
    void aStepThatArrivedDoesNotRunAgainAndTheRestDoes() throws IOException {
        unclear("Lost");

        Ended ended = shop.agent().run("retry", "Lost", "--arrived", "s1");

        assertEquals(0, ended.exit(), ended.out() + ended.err());
        assertTrue(ended.out().startsWith("✓ Lost  done\n"), ended.out());
        assertTrue(Files.notExists(shop.root().resolve("Outbox/x")), "the first step did not run");
        assertEquals("done\n", shop.read("Notes/Lost.md"));
    }

    @Test
    void whereThatWasTheLastStepNothingIsLeft() throws IOException {
        MatterId id = unclear("Lost");
        Path file = shop.file(id);
        Files.writeString(file, Files.readString(file).replace("- [ ] **Keep a note**", "- [-] **Keep a note**"));

        Ended ended = shop.agent().run("retry", "Lost", "--arrived", "s1");

        assertEquals(0, ended.exit(), ended.err());
        assertTrue(ended.out().contains("nothing is left to run"), ended.out());
        assertTrue(Files.readString(shop.file(id)).contains("- [x] **Post it**"), "it is marked as done");
    }

    @Test
    void aStepThatDidNotArriveRunsOnceMore() throws IOException {
        unclear("Lost");

        Ended ended = shop.agent().run("retry", "Lost", "--again", "s1");

        assertEquals(0, ended.exit(), ended.out() + ended.err());
        assertEquals(1, Files.list(shop.root().resolve("Outbox/x")).count());
        assertEquals(List.of("Lost.md"), shop.names(Stage.COMPLETED));
    }

    @Test
    void anAnswerToAQuestionThatNobodyAskedIsRefused() throws IOException {
        unclear("Lost");

        Ended ended = shop.agent().run("retry", "Lost", "--again", "s2");

        assertEquals(2, ended.exit());
        assertTrue(ended.err().startsWith("agent: Nobody asks whether step s2 arrived. [E-STEP-03]\n"), ended.err());
        assertTrue(ended.err().contains("the question is about s1"), ended.err());
        assertEquals(
                2,
                shop.agent()
                        .run("retry", "Lost", "--again", "s1", "--arrived", "s1")
                        .exit());
    }

    @Test
    void onlyTheExecutorRetries() throws IOException {
        shop.add(Shop.plan("Fresh"));

        assertEquals(4, shop.elsewhere().agent().run("retry", "Fresh").exit());
    }
}
