package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.channel.bluesky.FakePds;
import dev.factotum.channel.port.FakeServer;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes in by Bluesky is a matter, and its approved answer stands there once, whatever the network does. */
class BlueskyMatterTest {
    private static final Path ROOT = Office.ROOT;
    private static final String PUT = "POST /xrpc/com.atproto.repo.putRecord";
    private static final String RULE = """
            ---
            when:
              channel: bluesky
            priority: 90
            ---
            # Answer {{from.name}}

            - [ ] **Reply**

            ```step
            skill: bluesky.post
            reply_to: {{url}}
            ```

            ```text text
            Thank you!
            ```
            """;

    private final FakePds server = new FakePds();
    private final TestWorld world = TestWorld.seeded(5);
    private Office office = open();

    private Office open() {
        try {
            Office.found(world);
            world.disk().person().write(Path.of("/keys/studio"), "password");
            world.disk().person().write(ROOT.resolve("Rules/Answer.md"), RULE);
            world.disk().person().write(ROOT.resolve("agent.yaml"), """
                    version: 1
                    timezone: Europe/Amsterdam
                    owner: sam
                    accounts:
                      sky: { channel: bluesky, handle: "@studio.example", mode: live, server: "%s", key: "file:/keys/studio" }
                    """.formatted(server.address()));
            world.disk().settle();
            return new Office(world);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @AfterEach
    void atTheEndNothingIsOutOfOrder() {
        office.close();
        server.close();
        assertEquals(List.of(), new VaultChecker(world.disk().person(), ROOT).atRest());
    }

    /** A question comes in, is planned, and its answer approved. */
    private void approved() throws IOException, InterruptedException {
        String uri = server.stands("did:plc:jo", "3kabc", "{\"text\":\"Oak or ash?\"}");
        server.notifies("mention", "jo.example.com", uri, world.clock().instant());
        assertEquals(1, office.hear());
        assertEquals(0, office.hear());
        office.work();
        Map.Entry<String, String> waiting = office.only("Pending_Approval");
        assertTrue(waiting.getValue().contains("posts 1 reply on Bluesky as @studio.example"), waiting.getValue());
        world.disk()
                .person()
                .move(
                        ROOT.resolve("Pending_Approval").resolve(waiting.getKey()),
                        ROOT.resolve("Approved").resolve(waiting.getKey()));
        office.wait(Duration.ofSeconds(40));
    }

    @Test
    void aMentionIsAnsweredOnceThoughTheConnectionIsCut() throws Exception {
        server.doneButDropped(PUT);
        approved();
        office.workOn(Duration.ofHours(1));

        assertEquals(List.of("Thank you!"), server.posts());
        List<FakeServer.Asked> puts = server.asked(PUT);
        assertEquals(2, puts.size());
        assertEquals(puts.getFirst().body(), puts.getLast().body());
        assertEquals(
                "at://did:plc:jo/app.bsky.feed.post/3kabc",
                server.record(0).path("reply").path("parent").path("uri").asText());
        assertTrue(office.only("Completed").getValue().contains("https://bsky.app/profile/did:plc:studio/post/"));
    }

    @Test
    void aProcessThatStopsAtItsCallAndAnotherHoursLaterPostOnce() throws Exception {
        server.doneButDropped(PUT);
        for (int i = 0; i < 3; i++) {
            server.answerOnce(PUT, FakeServer.badGateway());
        }
        approved();
        office.work();
        office.close();
        world.clock().advance(Duration.ofHours(9));
        office = new Office(world.restart());
        office.workOn(Duration.ofHours(12));

        assertEquals(List.of("Thank you!"), server.posts());
        assertEquals(1, office.notes("Completed").size());
    }

    @Test
    void aTokenThatEndedBetweenIsRefreshed() throws Exception {
        approved();
        server.expire();
        office.work();

        assertEquals(List.of("Thank you!"), server.posts());
        assertEquals(
                1, server.asked("POST /xrpc/com.atproto.server.createSession").size());
    }
}
