package dev.factotum.job;

import static dev.factotum.job.Office.ROOT;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.engine.OverviewReader;
import dev.factotum.world.Person;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A second file with a matter's id, under the names that sync tools give, never runs (R11), whichever open folder the
 * first is in and whichever pipeline folder the second.
 */
class ConflictCopiesTest {
    private static final List<String> OPEN = List.of("Needs_Action", "Pending_Approval", "Approved");
    private static final List<String> ALL =
            List.of("Inbox", "Needs_Action", "Pending_Approval", "Approved", "Rejected", "Completed");

    /** The last two are OneDrive's and a Mac's, which no name tells apart from a person's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s.sync-conflict-20261120-101010-ABCDEFG.md",
                "%s (Sam's conflicted copy 2026-11-20).md",
                "%s (conflict).md",
                "%s-LAPTOP.md",
                "%s 2.md"
            })
    void neverRunsStaysAndIsShown(String form) throws IOException {
        TestWorld world = TestWorld.seeded(23);
        Office.found(world);
        Person person = world.disk().person();
        try (Office office = new Office(world)) {
            for (String there : OPEN) {
                for (String copied : ALL) {
                    person.write(
                            ROOT.resolve("Needs_Action/" + there + " and " + copied + ".md"),
                            "# T\n\n- [ ] **Post**\n\n```step\nskill: x.post\ntext: Mine " + there + copied
                                    + "\n```\n");
                }
            }
            rounds(office);
            for (String there : OPEN) {
                for (String copied : ALL) {
                    String stem = there + " and " + copied;
                    String text = person.read(ROOT.resolve("Pending_Approval/" + stem + ".md"))
                            .replace("- [ ] **Approve", "- [x] **Approve");
                    person.delete(ROOT.resolve("Pending_Approval/" + stem + ".md"));
                    person.write(ROOT.resolve(there).resolve(stem + ".md"), text);
                    person.write(
                            ROOT.resolve(copied).resolve(form.formatted(stem)),
                            text.replace("text: Mine", "text: Copied"));
                }
            }
            rounds(office);
            office.notes("Outbox/x").forEach((name, sent) -> assertFalse(sent.contains("Copied"), sent));
            List<String> shown = new OverviewReader(office.vault())
                    .read().waiting().stream()
                            .map(waiting -> waiting.toString())
                            .collect(Collectors.toList());
            new OverviewReader(office.vault()).read().problems().forEach(problem -> shown.add(problem.toString()));
            for (String there : OPEN) {
                for (String copied : ALL) {
                    String copy = copied + "/" + form.formatted(there + " and " + copied);
                    String name = form.formatted(there + " and " + copied);
                    if (copied.equals("Inbox")) {
                        assertTrue(isShown(office, "text: Copied " + there + copied, shown), copy + " in " + shown);
                        continue;
                    }
                    assertTrue(
                            !OPEN.contains(copied) || shown.stream().anyMatch(one -> one.contains(name)),
                            copy + " in " + shown);
                    assertTrue(person.exists(ROOT.resolve(copy)), copy);
                }
            }
            assertTrue(office.audit().verify().ok());
        }
    }

    /** What is dropped in Inbox gets a plain name in Needs_Action; its id still tells. */
    private static boolean isShown(Office office, String text, List<String> shown) {
        return office.notes("Needs_Action").entrySet().stream()
                .filter(note -> note.getValue().contains(text))
                .anyMatch(note -> shown.stream().anyMatch(one -> one.contains(note.getKey())));
    }

    private static void rounds(Office office) throws IOException {
        for (int i = 0; i < 3; i++) {
            office.wait(Duration.ofSeconds(40));
            office.work();
        }
    }
}
