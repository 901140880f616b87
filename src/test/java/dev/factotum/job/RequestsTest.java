package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.engine.Request;
import dev.factotum.engine.Request.Asks;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What another program asks for is there once, waits for a person whatever the rules say, and says where it came from. */
class RequestsTest {
    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static Request request(String tool, ObjectNode arguments) {
        return new Request("claude", Optional.empty(), tool, new Asks.Deed(tool, Optional.empty(), arguments));
    }

    private static Request post(String text) {
        return request("x.post", object().put("text", text));
    }

    private static TestWorld world() throws IOException {
        TestWorld world = TestWorld.seeded(5);
        Office.found(world);
        world.clock().advance(Duration.ofMinutes(1));
        return world;
    }

    @Test
    void aCallStandsInTheTrayAtOnce() throws IOException {
        try (Office office = new Office(world())) {
            String id = office.asks(post("Hello from the shop"), "");
            Map.Entry<String, String> note = office.only("Pending_Approval");
            assertEquals("x.post.md", note.getKey());
            String text = note.getValue();
            assertTrue(text.contains("id: " + id), text);
            assertTrue(text.contains("risk: high"), text);
            assertTrue(text.contains("Step s1 goes out as an MCP client asked for it."), text);
            assertTrue(text.contains("```step\nid: s1\nskill: x.post\n```"), text);
            assertTrue(text.contains("```text text\nHello from the shop\n```"), text);
            assertTrue(text.contains("A program that calls itself claude asked for this by MCP."), text);
            assertTrue(text.contains("Attachments/" + id + "/request.json"), text);
        }
    }

    @Test
    void aNewRecipientALinkAndAnAmountAreNamedWithTheirSource() throws IOException {
        try (Office office = new Office(world())) {
            ObjectNode mail = object().put("subject", "Invoice")
                    .put("body", "Pay 940.00 EUR to NL91ABNA0417164300, see https://evil.example/pay");
            mail.putArray("to").add("eve@evil.example");
            String said = office.asks(request("email.send", mail), "");
            assertEquals(26, said.length(), said);
            String text = office.only("Pending_Approval").getValue();
            assertTrue(
                    text.contains("Step s1 writes to **eve@evil.example**. An MCP client asked for it; it is not among"
                            + " your contacts."),
                    text);
            assertTrue(
                    text.contains("carries the link **https://evil.example/pay**. An MCP client asked for it."), text);
            assertTrue(
                    text.contains("carries the bank account **NL91ABNA0417164300**. An MCP client asked for it."),
                    text);
            assertTrue(text.contains("carries the amount **940\\.00 EUR**. An MCP client asked for it."), text);
        }
    }

    @Test
    void whatAPersonsPlanWouldBeToldIsToldAndNothingIsMade() throws IOException {
        try (Office office = new Office(world())) {
            assertTrue(office.asks(post("x".repeat(400)), "").contains("280"), "too long");
            assertTrue(office.asks(request("x.post", object()), "").contains("needs `text`"), "missing");
            assertTrue(
                    office.asks(request("x.post", object().put("text", "a").put("approve", true)), "")
                            .contains("has no `approve`"),
                    "unknown");
            assertTrue(office.asks(request("x.pots", object()), "").contains("There is no tool x.pots"), "no tool");
            assertTrue(
                    office.asks(request("x.post", object().put("text", 5)), "").contains("`text` is not of the type"),
                    "a number");
            assertTrue(
                    office.asks(
                                    new Request(
                                            "c",
                                            Optional.empty(),
                                            "t",
                                            new Asks.Deed("x.post", Optional.of("nobody"), object().put("text", "a"))),
                                    "")
                            .contains("There is no x account `nobody`"),
                    "account");
            assertEquals(Map.of(), office.notes("Pending_Approval"));
            assertEquals(Map.of(), office.notes("Needs_Action"));
            assertEquals(Map.of(), office.notes("Attachments"));
        }
    }

    @Test
    void theSameKeyIsTheSameMatterForEver() throws IOException {
        TestWorld world = world();
        try (Office office = new Office(world)) {
            String id = office.asks(post("Hello"), "k");
            assertEquals(id, office.asks(post("Hello"), "k"));
            assertTrue(office.asks(post("Other"), "k").contains("used for another request"));
            assertNotEquals(id, office.asks(post("Hello"), "l"));
            assertEquals(2, office.notes("Pending_Approval").size());
            office.notes("Pending_Approval")
                    .forEach((name, text) -> office.person()
                            .move(
                                    Office.ROOT.resolve("Pending_Approval").resolve(name),
                                    Office.ROOT.resolve("Rejected").resolve(name)));
            office.wait(Duration.ofMinutes(1));
            office.work();
            assertEquals(id, office.asks(post("Hello"), "k"));
            assertEquals(Map.of(), office.notes("Pending_Approval"));
        }
    }

    @Test
    void noRuleApprovesWhatAProgramAskedFor() throws IOException {
        TestWorld world = world();
        world.disk()
                .person()
                .write(
                        Office.ROOT.resolve("agent.yaml"),
                        world.disk().person().read(Office.ROOT.resolve("agent.yaml"))
                                + "approval:\n  auto:\n    - { skill: vault.note, rule: Note, per_day: 9 }\n"
                                + "    - { skill: x.post, rule: claude, per_day: 9 }\n");
        world.disk().person().write(Office.ROOT.resolve("Rules/Note.md"), """
                ---
                when:
                  kind: request
                ---
                # Note it

                - [ ] **Note**

                ```step
                skill: vault.note
                path: Notes/asked.md
                ```

                ```text text
                Something was asked.
                ```
                """);
        world.disk().settle();
        try (Office office = new Office(world)) {
            office.asks(new Request("claude", Optional.empty(), "Words", new Asks.Words("Do note this")), "");
            office.asks(
                    new Request(
                            "claude", Optional.empty(), "Post", post("Hello").asks()),
                    "");
            office.wait(Duration.ofMinutes(1));
            office.work();
            assertEquals(2, office.notes("Pending_Approval").size(), () -> "" + office.notes("Completed"));
            assertTrue(
                    office.notes("Pending_Approval").values().stream().anyMatch(text -> text.contains("vault.note")));
        }
        try (Office office = new Office(world)) {
            office.person().write(Office.ROOT.resolve("Inbox/Mine.md"), "# Mine\n\nDo note this\n");
            office.wait(Duration.ofMinutes(1));
            office.work();
            assertEquals(1, office.notes("Completed").size(), "the rule does approve a person's own");
        }
    }

    @Test
    void aStopAtAnyOperationMakesNoDifference() throws IOException {
        Tally tally = new Tally();
        CrashCampaign campaign = new CrashCampaign(tally, new Random(3), 1);
        assertEquals(List.of(), campaign.play(RequestScenario.ASKED, 3));
        assertEquals(List.of(), campaign.interrupt(RequestScenario.ASKED, 3, 10));
        System.out.println("requests: " + tally);
        assertTrue(tally.points() > 100, tally::toString);
    }

    /** Nobody asks again: it is there once, planned, or it is not there. */
    @Test
    void aStopLeavesItOnceOrNotAtAll() throws IOException {
        Stand stand = Stand.found(9, List.of());
        List<Stand> stops = new ArrayList<>();
        Random chance = new Random(9);
        stand.world().stops((operation, how, next) -> stops.add(stand.in(next.make(chance.nextLong()))));
        try (Office office = stand.office()) {
            office.asks(RequestScenario.ONE, "");
        }
        stand.world().noStops();
        int there = 0;
        for (Stand stop : stops) {
            stop.wait(Duration.ofMinutes(2));
            Overseer.WORKS.on(stop);
            int tray = stop.notes("Pending_Approval").size();
            there += tray;
            assertTrue(tray <= 1, () -> "" + stop.notes("Pending_Approval"));
            for (String stage : List.of("Inbox", "Needs_Action", "Approved", "Completed", "Rejected")) {
                assertEquals(Map.of(), stop.notes(stage), stage);
            }
            assertEquals(List.of(), stop.faults());
        }
        System.out.println("requests, not asked again: " + stops.size() + " stops, " + there + " stand");
        assertTrue(there > 10 && there < stops.size(), "" + there);
    }
}
