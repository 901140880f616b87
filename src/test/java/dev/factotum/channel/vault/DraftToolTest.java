package dev.factotum.channel.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.sandbox.Trial;
import dev.factotum.channel.sandbox.TrialVault;
import dev.factotum.tool.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DraftToolTest {
    private static final ObjectNode DRAFT =
            Trial.json("{'title': 'Why paint?', 'text': 'All about *paint*.', 'channel': 'blog'}");
    private static final String NOTE = """
            ---
            status: draft
            channel: blog
            matter: 01KAGRZ3M8D2V6Q4T0X9N5C7BH
            step: s1
            ---

            # Why paint?

            All about *paint*.
            """;

    private final TrialVault trial;
    private final DraftTool tool;

    DraftToolTest() throws IOException {
        trial = TrialVault.fresh();
        tool = tool(trial);
    }

    private static DraftTool tool(TrialVault trial) {
        return new DraftTool(trial.vault(), ZoneId.of("Europe/Amsterdam"));
    }

    @Test
    void aDraftIsNamedByDayAndTitle() {
        assertEquals("done: Content/2026-11-20 Why paint.md", OwnTools.shown(OwnTools.call(tool, DRAFT)));
        assertEquals(Map.of("Content/2026-11-20 Why paint.md", NOTE), trial.files());
    }

    @Test
    void theDayIsTheVaultsOwn() {
        assertEquals(
                "done: Content/2026-11-21 Why paint.md",
                OwnTools.shown(OwnTools.call(tool, DRAFT, Trial.KEY, Duration.ofHours(15))));
    }

    @Test
    void aRepeatAfterMidnightFindsTheEarlierFile() {
        Outcome first = OwnTools.call(tool, DRAFT);

        assertEquals(first, OwnTools.call(tool, DRAFT, Trial.KEY, Duration.ofDays(2)));
        assertEquals(1, trial.files().size());
    }

    @Test
    void anotherTextOfTheSameTitleGetsANameOfItsOwn() {
        OwnTools.call(tool, DRAFT);

        assertEquals(
                "done: Content/2026-11-20 Why paint (00ff77).md",
                OwnTools.shown(
                        OwnTools.call(tool, DRAFT.deepCopy().put("text", "Another."), Trial.OTHER_KEY, Duration.ZERO)));
        assertEquals(2, trial.files().size());
    }

    @Test
    void aClientsDraftStandsWithTheClient() {
        trial.write("Clients/Acme BV/Client.md", "Acme\n");
        ObjectNode draft = DRAFT.deepCopy().put("client", "Acme BV");

        assertEquals("", faults(draft));
        assertEquals("writes 1 draft in Clients/Acme BV/Content", Trial.shown(tool.deed(draft, OwnTools.VAULT)));
        assertEquals(
                "done: Clients/Acme BV/Content/2026-11-20 Why paint.md", OwnTools.shown(OwnTools.call(tool, draft)));
    }

    @Test
    void anUnknownClientIsAFault() {
        trial.world().disk().person().link(TrialVault.ROOT.resolve("Clients/Evil"), "/etc");

        for (String client : List.of("Acme", "../Rules", "Acme/../..", ".", "Evil", "a\nb")) {
            assertEquals(
                    "client names no folder in Clients → Look how the client's folder is written.",
                    faults(DRAFT.deepCopy().put("client", client)),
                    client);
        }
    }

    @Test
    void aTitleStaysOnItsLineAndTextIsNeeded() {
        assertEquals("""
                title holds a line break or a control character → Write it on one line.
                text is empty → Write the text.""", faults(Trial.json("{'title': 'a\\nid: b', 'text': ''}")));
    }

    @Test
    void aCrashAtAnyOperationLeavesOneDraft() throws IOException {
        TrialVault.stopEverywhere(
                at -> {},
                at -> OwnTools.call(tool(at), DRAFT),
                at -> assertEquals(Map.of("Content/2026-11-20 Why paint.md", NOTE), at.files()));
    }

    private String faults(ObjectNode arguments) {
        return Trial.shown(tool.check(arguments, List.of(), OwnTools.VAULT));
    }
}
