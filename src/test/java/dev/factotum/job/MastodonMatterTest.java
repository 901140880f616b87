package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.channel.mastodon.FakeMastodon;
import dev.factotum.channel.port.FakeServer;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes in by Mastodon is a matter, and its approved answer stands there once, whatever the network does. */
class MastodonMatterTest {
    private static final Path ROOT = Office.ROOT;
    private static final String RULE = """
            ---
            when:
              all:
                - channel: mastodon
                - any: [{ kind: mention }, { kind: comment }, { kind: message }]
            priority: 90
            ---
            # Answer {{from.name}}

            - [ ] **Reply**

            ```step
            skill: mastodon.post
            reply_to: {{url}}
            ```

            ```text text
            @jo@a.example thank you!
            ```
            """;

    private final FakeMastodon server = new FakeMastodon();
    private final TestWorld world = TestWorld.seeded(5);
    private Office office = open();

    private Office open() {
        try {
            Office.found(world);
            world.disk().person().write(Path.of("/keys/studio"), "token");
            world.disk().person().write(ROOT.resolve("Rules/Answer.md"), RULE);
            world.disk().person().write(ROOT.resolve("agent.yaml"), """
                    version: 1
                    timezone: Europe/Amsterdam
                    owner: sam
                    accounts:
                      fedi: { channel: mastodon, handle: "@studio@craft.example", mode: live, server: "%s", key: "file:/keys/studio" }
                    """.formatted(server.address()));
            world.disk().settle();
            return new Office(world);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @BeforeEach
    void time() {
        server.livesBy(world.clock());
    }

    @AfterEach
    void atTheEndNothingIsOutOfOrder() {
        office.close();
        server.close();
        assertEquals(List.of(), new VaultChecker(world.disk().person(), ROOT).atRest());
    }

    private void approve() throws IOException {
        Map.Entry<String, String> waiting = office.only("Pending_Approval");
        world.disk()
                .person()
                .move(
                        ROOT.resolve("Pending_Approval").resolve(waiting.getKey()),
                        ROOT.resolve("Approved").resolve(waiting.getKey()));
        office.wait(Duration.ofSeconds(40));
    }

    @Test
    void aMentionIsAnsweredOnceThoughTheConnectionIsCut() throws Exception {
        server.notifies(server.writes("jo@a.example", "<p>@studio hello</p>", "public", ""));

        assertEquals(1, office.hear());
        assertEquals(0, office.hear());
        office.work();
        String plan = office.only("Pending_Approval").getValue();
        assertTrue(plan.contains("posts 1 reply on Mastodon as @studio@craft.example"), plan);
        assertEquals(List.of(), server.posts());
        server.doneButDropped("POST /api/v1/statuses");
        approve();
        office.workOn(Duration.ofHours(1));

        assertEquals(1, server.posts().size());
        FakeServer.Asked asked = server.last("POST /api/v1/statuses");
        assertEquals("101", asked.json().path("in_reply_to_id").asText());
        String done = office.only("Completed").getValue();
        assertTrue(done.contains("https://craft.example/@studio/103"), done);
    }

    @Test
    void aDirectMessageIsAnsweredDirectly() throws Exception {
        server.notifies(server.writes("jo@a.example", "<p>@studio a secret</p>", "direct", ""));
        office.hear();
        office.work();
        String plan = office.only("Pending_Approval").getValue();
        assertTrue(plan.contains("sends 1 direct message on Mastodon"), plan);
        approve();
        office.workOn(Duration.ofMinutes(5));

        assertEquals(
                "direct",
                server.last("POST /api/v1/statuses").json().path("visibility").asText());
    }

    @Test
    void aLimitIsWaitedForOverARestart() throws Exception {
        server.notifies(server.writes("jo@a.example", "<p>@studio hello</p>", "public", ""));
        office.hear();
        office.work();
        server.answerOnce("POST /api/v1/statuses", FakeServer.json(429, "{\"error\":\"Too many requests\"}"));
        approve();
        office.work();
        assertEquals(List.of(), server.posts());
        office.close();
        office = new Office(world.restart());
        office.work();
        assertEquals(1, server.asked("POST /api/v1/statuses").size());
        office.workOn(Duration.ofMinutes(30));

        assertEquals(1, server.posts().size());
    }

    @Test
    void aServerThatIsAwayForAnHourLosesNothingAndDoublesNothing() throws Exception {
        server.notifies(server.writes("jo@a.example", "<p>@studio hello</p>", "public", ""));
        office.hear();
        office.work();
        server.doneButDropped("POST /api/v1/statuses");
        for (int i = 0; i < 12; i++) {
            server.answerOnce("POST /api/v1/statuses", FakeServer.badGateway());
        }
        approve();
        office.workOn(Duration.ofHours(6));

        assertEquals(1, server.posts().size());
        assertTrue(office.only("Completed").getValue().contains("https://craft.example/@studio/103"));
    }
}
