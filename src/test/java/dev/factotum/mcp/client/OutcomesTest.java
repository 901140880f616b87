package dev.factotum.mcp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.tool.Outcome;
import dev.factotum.tool.ToolError;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Servers that misbehave: each in its own way, each with its own outcome, and the next call is none the worse. */
class OutcomesTest {
    @Test
    void aServerThatFloodsIsEndedAndNobodyKnowsWhatItDid() throws Exception {
        try (Peers peers = Peers.of().trusted()) {
            Outcome.Unknown unknown = assertInstanceOf(Outcome.Unknown.class, peers.call("flood", ""));

            assertEquals(
                    "the server peer: it sent a message of more than 1048576 bytes; last it said: peer is up",
                    unknown.why());
            long wrote = peers.children().getFirst().wrote();
            assertTrue(wrote < 2 << 20, () -> wrote + " of 1073741824 bytes were taken");
            assertAlive(peers);
        }
    }

    @Test
    void aServerThatNeverStopsTellingIsEndedToo() throws Exception {
        try (Peers peers = Peers.of().trusted()) {
            Outcome.Unknown unknown = assertInstanceOf(Outcome.Unknown.class, peers.call("many", ""));

            assertTrue(unknown.why().contains("it sent more than 16777216 bytes that nobody asked for"), unknown.why());
            long wrote = peers.children().getFirst().wrote();
            assertTrue(wrote < 20 << 20, () -> wrote + " bytes were taken");
            assertAlive(peers);
        }
    }

    @Test
    void aServerThatHangsIsToldToStopAndAskedAgainLater() throws Exception {
        try (Peers peers = Peers.of().trusted()) {
            assertEquals(new Outcome.Unknown("the server peer: it gave no answer within 2 s"), peers.call("hang", ""));

            assertInstanceOf(Outcome.Done.class, peers.call("echo", "b"));
            assertEquals(1, peers.launches().size());
        }
    }

    @Test
    void aServerThatDiesMidCallIsStartedAgainForTheNext() throws Exception {
        try (Peers peers = Peers.of().trusted()) {
            Outcome.Unknown unknown = assertInstanceOf(Outcome.Unknown.class, peers.call("die", ""));

            assertTrue(unknown.why().contains("it ended with exit code 3; last it said: "), unknown.why());
            assertAlive(peers);
            assertEquals(2, peers.launches().size());
        }
    }

    @Test
    void aServerThatDiesAgainAndAgainIsLetAlone() throws Exception {
        try (Peers peers = Peers.of()) {
            peers.file(60);
            peers.trust();
            for (int i = 0; i < 5; i++) {
                assertInstanceOf(Outcome.Unknown.class, peers.call("die", ""));
            }
            Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, peers.call("echo", "x"));

            assertEquals(
                    "it broke off 5 times within 10 minutes and is let alone",
                    assertInstanceOf(ToolError.RateLimited.class, failed.error())
                            .message());
            assertEquals(5, peers.launches().size());
            peers.test().clock().advance(Duration.ofMinutes(11));
            assertAlive(peers);
        }
    }

    @Test
    void aFewLinesOfALogAreForgivenAndMoreAreNot() throws Exception {
        try (Peers peers = Peers.of("noise=20").trusted()) {
            assertAlive(peers);
        }
        try (Peers peers = Peers.of("noise=2000")) {
            var refused = org.junit.jupiter.api.Assertions.assertThrows(
                    dev.factotum.problem.ProblemException.class, peers::trust);

            assertTrue(
                    refused.problem().why().startsWith("it prints on its standard output what is no message"),
                    refused.problem().why());
        }
    }

    @Test
    void anAnswerThatSaysAThingTwiceIsNotTaken() throws Exception {
        try (Peers peers = Peers.of().trusted()) {
            Outcome.Unknown unknown = assertInstanceOf(Outcome.Unknown.class, peers.call("twice", ""));

            assertTrue(unknown.why().contains("it has a name twice in one object"), unknown.why());
            assertAlive(peers);
        }
    }

    @Test
    void whatAToolSaysOfItsFailureIsShownAndObeyedByNoTerminal() throws Exception {
        try (Peers peers = Peers.of().trusted()) {
            assertEquals(
                    new Outcome.Failed(new ToolError.Validation("peer says: no room[31m for this")),
                    peers.call("fail", ""));
        }
    }

    @Test
    void aServerThatBreaksOffWithinAToolLeavesItOpenWhatHappened() throws Exception {
        try (Peers peers = Peers.of().trusted()) {
            assertEquals(new Outcome.Unknown("the server peer broke off: tripped"), peers.call("break", ""));
        }
    }

    @Test
    void whatAServerAsksOfUsItDoesNotGet() throws Exception {
        try (Peers peers = Peers.of().trusted()) {
            Outcome.Done done = assertInstanceOf(Outcome.Done.class, peers.call("ask", ""));

            assertEquals(
                    "ping ok sampling/createMessage -32601 elicitation/create -32601 roots/list -32601",
                    done.outputs().path("text").asText());
            assertEquals(
                    new Outcome.Failed(new ToolError.Validation(
                            "peer asks for more before it goes on, which only its own user could answer")),
                    peers.call("want", ""));
        }
    }

    @Test
    void whatItSaysAsDataBecomesOutputs() throws Exception {
        try (Peers peers = Peers.of().trusted()) {
            Outcome.Done done = assertInstanceOf(Outcome.Done.class, peers.call("count", ""));

            assertEquals("{\"sum\":1,\"text\":\"counted\"}", done.outputs().toString());
            assertTrue(peers.tool("count").outputs().json().path("properties").has("sum"));
        }
    }

    @Test
    void aServerMayEndByItselfOnceItsInputEnds() throws Exception {
        Peers peers = Peers.of().trusted();
        peers.close();

        assertEquals(java.util.OptionalInt.of(0), peers.children().getFirst().exit(Duration.ofSeconds(10)));
        assertInstanceOf(Outcome.Failed.class, peers.call("echo", "no more"));
    }

    private static void assertAlive(Peers peers) throws InterruptedException {
        Outcome.Done done = assertInstanceOf(Outcome.Done.class, peers.call("echo", "still here"));
        assertEquals("still here", done.receipt().text());
    }
}
