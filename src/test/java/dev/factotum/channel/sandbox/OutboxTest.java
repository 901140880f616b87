package dev.factotum.channel.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Call;
import dev.factotum.tool.Conversation;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.ToolId;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final ToolId POST = new ToolId("x.post");
    private static final String FILE = "Outbox/x/3dca774e0b1f4c5a9e8d7c6b5a493827.md";

    @Test
    void theFileIsPropertiesThenTheExactText() throws IOException {
        TrialVault trial = TrialVault.fresh();

        Outcome outcome = new Outbox(trial.vault()).send(call(), POST, letter("#coffee @jo: \"hi\"\n---\n  two  \n"));

        assertEquals("""
                ---
                simulated: true
                skill: x.post
                account: studio
                matter: 01KAGRZ3M8D2V6Q4T0X9N5C7BH
                at: 2026-11-20T08:31:14Z
                ---

                #coffee @jo: "hi"
                ---
                  two \s
                """, trial.files().get(FILE));
        Outcome.Done done = assertInstanceOf(Outcome.Done.class, outcome);
        assertEquals("simulated: " + FILE, done.receipt().text());
        assertTrue(done.receipt().simulated());
    }

    @Test
    void whatGoesBesideTheTextAndTheFilesStandInTheProperties() throws IOException {
        TrialVault trial = TrialVault.fresh();
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put("visibility", "unlisted");
        notes.put("spoiler_text", "a: \"b\"\nid: evil");
        Call call = call(Trial.KEY, List.of(Trial.file("media", "A \"b\".png", 9)), Duration.ZERO);

        new Outbox(trial.vault()).send(call, POST, new Letter(notes, "Hi", Trial.json("{}")));

        assertEquals(
                """
                ---
                simulated: true
                skill: x.post
                account: studio
                matter: 01KAGRZ3M8D2V6Q4T0X9N5C7BH
                at: 2026-11-20T08:31:14Z
                visibility: unlisted
                spoiler_text: "a: \\"b\\" id: evil"
                attachments:
                  - name: "A \\"b\\".png"
                    sha256: %s
                ---

                Hi""".formatted(call.files().getFirst().digest()), trial.files().get(FILE));
    }

    @Test
    void theSameKeyTwiceIsOneFileAndOneReceipt() throws IOException {
        TrialVault trial = TrialVault.fresh();
        Outbox outbox = new Outbox(trial.vault());
        Outcome first = outbox.send(call(), POST, letter("Hi"));
        Map<String, String> files = trial.files();

        Outcome second = outbox.send(call(Trial.KEY, List.of(), Duration.ofHours(3)), POST, letter("Hi"));

        assertEquals(first, second);
        assertEquals(files, trial.files());
    }

    @Test
    void anotherKeyIsAnotherFile() throws IOException {
        TrialVault trial = TrialVault.fresh();
        Outbox outbox = new Outbox(trial.vault());
        outbox.send(call(), POST, letter("Hi"));

        outbox.send(call(Trial.OTHER_KEY, List.of(), Duration.ZERO), POST, letter("Hi"));

        assertEquals(2, trial.files().size());
    }

    @Test
    void otherWordsUnderTheSameKeyAreNotSent() throws IOException {
        TrialVault trial = TrialVault.fresh();
        Outbox outbox = new Outbox(trial.vault());
        outbox.send(call(), POST, letter("Hi"));
        Map<String, String> files = trial.files();

        Outcome second = outbox.send(call(), POST, letter("Hi\n"));

        assertInstanceOf(
                ToolError.Duplicate.class,
                assertInstanceOf(Outcome.Failed.class, second).error());
        assertEquals(files, trial.files());
    }

    @Test
    void aCrashAtAnyOperationLeavesOneWholeFile() throws IOException {
        int points = TrialVault.stopEverywhere(
                trial -> {}, trial -> new Outbox(trial.vault()).send(call(), POST, letter("Hi")), trial -> {
                    assertEquals(List.of(FILE), List.copyOf(trial.files().keySet()));
                    assertTrue(trial.files().getOrDefault(FILE, "").endsWith("---\n\nHi"));
                });

        assertTrue(points > 30, () -> points + " points");
    }

    private static Letter letter(String content) {
        return new Letter(Map.of(), content, Trial.json("{'id': 'simulated'}"));
    }

    private static Call call() {
        return call(Trial.KEY, List.of(), Duration.ZERO);
    }

    private static Call call(String key, List<AttachedFile> files, Duration later) {
        return Trial.call(
                key, Trial.account("x", "@studio"), Trial.json("{}"), files, Conversation.NONE, Trial.AT.plus(later));
    }
}
