package dev.factotum.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.factotum.channel.sandbox.Trial;
import dev.factotum.channel.sandbox.TrialVault;
import dev.factotum.tool.Account;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Call;
import dev.factotum.tool.Conversation;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Mode;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Tool;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Toolbox;
import dev.factotum.vault.Digest;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every tool that comes with the program, through the port that the engine sees. */
class ChannelsTest {
    /** Good arguments for each tool. */
    private static final Map<String, String> GOOD = new TreeMap<>(Map.ofEntries(
            Map.entry("email.send", "{'to': ['jo@acme.example'], 'subject': 'Hello', 'body': 'Hi'}"),
            Map.entry("email.reply", "{'to': ['jo@acme.example'], 'subject': 'Re: Hello', 'body': 'Hi'}"),
            Map.entry(
                    "email.forward",
                    "{'to': ['jo@acme.example'], 'subject': 'Fwd: Hello', 'body': 'Hi', 'note': 'See'}"),
            Map.entry("email.draft", "{'subject': 'Hello', 'body': 'Hi'}"),
            Map.entry("email.label", "{'label': 'flagged'}"),
            Map.entry("email.move", "{'folder': 'Archive'}"),
            Map.entry("x.post", "{'text': 'Good morning'}"),
            Map.entry("x.thread", "{'posts': ['One', 'Two']}"),
            Map.entry("bluesky.thread", "{'posts': ['One', 'Two']}"),
            Map.entry("x.delete", "{'id': '123'}"),
            Map.entry("x.hide_reply", "{'reply': '123'}"),
            Map.entry("x.lookup", "{'posts': ['123']}"),
            Map.entry("x.search", "{'query': 'paint'}"),
            Map.entry("linkedin.post", "{'text': 'Good morning', 'link': 'https://example.com/a'}"),
            Map.entry("linkedin.delete", "{'id': 'urn:li:share:1'}"),
            Map.entry("bluesky.post", "{'text': 'Good morning', 'langs': ['en']}"),
            Map.entry("bluesky.delete", "{'id': 'at://did:plc:x/app.bsky.feed.post/3k'}"),
            Map.entry("mastodon.post", "{'text': 'Good morning', 'sensitive': true, 'visibility': 'unlisted'}"),
            Map.entry("mastodon.delete", "{'id': '123'}"),
            Map.entry("vault.add", "{'title': 'Call Jo', 'text': 'Ask about the paint.', 'due': '2026-11-24'}"),
            Map.entry("vault.note", "{'path': 'Notes/Plan.md', 'text': 'A plan.'}"),
            Map.entry("vault.remove", "{'path': 'Notes/Old.md', 'sha256': '" + Digest.of("old\n") + "'}"),
            Map.entry("house.allow", "{'rule': 'Thank', 'tool': 'email.reply', 'per_day': '3', 'since': '2026-11-24'}"),
            Map.entry("house.habit", "{'agent': 'office', 'line': 'Say Kind regards.'}"),
            Map.entry("content.draft", "{'title': 'Paint', 'text': 'All about paint.', 'channel': 'blog'}")));

    private static final Map<String, String> STANDING =
            Map.of("Notes/Old.md", "old\n", "Agents/office.md", "---\nrole: Office\n---\n\nWrite plainly.\n");

    private TrialVault trial;
    private Toolbox toolbox;

    ChannelsTest() throws IOException {
        trial = TrialVault.fresh();
        toolbox = new Toolbox(Channels.all(trial.vault(), ZoneOffset.UTC));
    }

    @BeforeEach
    void anOldNoteStands() {
        STANDING.forEach(trial::write);
    }

    @Test
    void theToolboxHoldsThemAll() {
        assertEquals(
                List.copyOf(GOOD.keySet()),
                toolbox.all().stream().map(tool -> tool.id().value()).toList());
        assertEquals(Optional.of("x.thread"), toolbox.nearest("x.tread").map(Object::toString));
    }

    @Test
    void goodArgumentsHaveNoFaultAndFitTheSchema() {
        for (Tool tool : toolbox.all()) {
            ObjectNode arguments = good(tool);
            assertEquals("", Trial.shown(tool.check(arguments, List.of(), account(tool))), tool.id()::value);
            assertEquals(List.of(), misfits(tool.arguments().json(), arguments), tool.id()::value);
        }
    }

    @Test
    void anEmptyStepIsRefusedByEachAndBreaksNone() {
        for (Tool tool : toolbox.all()) {
            assertFalse(tool.check(Trial.json("{}"), List.of(), account(tool)).isEmpty(), tool.id()::value);
            assertFalse(tool.deed(Trial.json("{}"), account(tool)).verb().isEmpty(), tool.id()::value);
            assertInstanceOf(Outcome.Failed.class, call(tool, account(tool), Trial.json("{}"), List.of()));
        }
        assertEquals(STANDING, trial.files());
    }

    @Test
    void eachActsOnceHoweverOftenItIsCalledAndAnswersWhatItDeclares() {
        for (Tool tool : toolbox.all()) {
            Outcome.Done done = assertInstanceOf(
                    Outcome.Done.class, call(tool, account(tool), good(tool), List.of()), tool.id()::value);
            Map<String, String> files = trial.files();

            assertEquals(done, call(tool, account(tool), good(tool), List.of()), tool.id()::value);
            assertEquals(files, trial.files(), tool.id()::value);
            assertEquals(List.of(), misfits(tool.outputs().json(), done.outputs()), tool.id()::value);
            assertEquals(tool.outward(), done.receipt().simulated(), tool.id()::value);
            assertInstanceOf(Effect.Keyed.class, tool.effect());
        }
    }

    @Test
    void anOutwardToolCannotActLiveWithoutAnAccount() {
        for (Tool tool : toolbox.all()) {
            if (tool.outward()) {
                Account live = new Account("studio", tool.id().channel(), "hi@studio.example", Mode.LIVE);
                Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, call(tool, live, good(tool), List.of()));
                assertInstanceOf(ToolError.Permission.class, failed.error());
                assertTrue(failed.error().message().endsWith("; nothing was sent"), failed.error()::message);
            }
        }
        assertEquals(STANDING, trial.files());
    }

    @Test
    void whatIsOutwardHasAnAccountOfItsOwnAndWhatIsWithinHasNot() {
        for (Tool tool : toolbox.all()) {
            assertEquals(!tool.outward(), Channels.WITHIN.contains(tool.id().channel()), tool.id()::value);
        }
    }

    @Test
    void whatCanBeTakenBackIsTakenBackByAToolThatTakesTheArguments() {
        List<String> undone = toolbox.all().stream()
                .filter(tool -> {
                    ObjectNode arguments = good(tool);
                    Outcome.Done done =
                            assertInstanceOf(Outcome.Done.class, call(tool, account(tool), arguments, List.of()));
                    return tool.undo(arguments, done.outputs(), done.receipt())
                            .map(undoing -> {
                                Tool undo = toolbox.find(undoing.tool().value()).orElseThrow();
                                assertEquals(
                                        "", Trial.shown(undo.check(undoing.arguments(), List.of(), account(undo))));
                                return true;
                            })
                            .orElse(false);
                })
                .map(tool -> tool.id().value())
                .toList();

        assertEquals(
                List.of(
                        "bluesky.post",
                        "bluesky.thread",
                        "content.draft",
                        "linkedin.post",
                        "mastodon.post",
                        "vault.note",
                        "x.hide_reply",
                        "x.post",
                        "x.thread"),
                undone);
    }

    @Test
    void anAttachmentGoesAlongOnlyAsItWasApproved() {
        Tool send = toolbox.find("email.send").orElseThrow();
        ObjectNode arguments = good(send);
        arguments.putArray("attach").add("Notes/Old.md");
        AttachedFile approved =
                new AttachedFile("attach", TrialVault.ROOT.resolve("Notes/Old.md"), "Old.md", Digest.of("old\n"), 4);

        trial.write("Notes/Old.md", "new\n");
        assertInstanceOf(Outcome.Failed.class, call(send, account(send), arguments, List.of(approved)));
        trial.write("Notes/Old.md", "old\nand more");
        assertInstanceOf(Outcome.Failed.class, call(send, account(send), arguments, List.of(approved)));
        assertInstanceOf(Outcome.Failed.class, call(send, account(send), arguments, List.of()));
        trial.write("Notes/Old.md", "old\n");
        assertInstanceOf(Outcome.Done.class, call(send, account(send), arguments, List.of(approved)));
    }

    @Test
    void aFileThatTheStepDoesNotNameNeverGoesAlong() {
        AttachedFile stray =
                new AttachedFile("attach", TrialVault.ROOT.resolve("Notes/Old.md"), "Old.md", Digest.of("old\n"), 4);

        for (Tool tool : toolbox.all()) {
            if (tool.outward()) {
                assertInstanceOf(
                        Outcome.Failed.class, call(tool, account(tool), good(tool), List.of(stray)), tool.id()::value);
            }
        }
        assertEquals(STANDING, trial.files());
    }

    private static ObjectNode good(Tool tool) {
        return Trial.json(GOOD.getOrDefault(tool.id().value(), "{}"));
    }

    private static Account account(Tool tool) {
        return tool.outward()
                ? Trial.account(tool.id().channel(), "hi@studio.example")
                : new Account("vault", tool.id().channel(), "", Mode.LIVE);
    }

    private static Outcome call(Tool tool, Account account, ObjectNode arguments, List<AttachedFile> files) {
        Call call = Trial.call(
                Digest.of(tool.id().value()).hex().substring(0, 32),
                account,
                arguments,
                files,
                Conversation.NONE,
                Trial.AT);
        try {
            return tool.call(call);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> misfits(ObjectNode schema, JsonNode value) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(value)
                .stream()
                .map(Object::toString)
                .toList();
    }
}
