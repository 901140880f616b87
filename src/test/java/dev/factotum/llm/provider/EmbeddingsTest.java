package dev.factotum.llm.provider;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.llm.Embedder;
import dev.factotum.llm.Embedding;
import dev.factotum.llm.ModelFault;
import dev.factotum.llm.TokenUse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors of texts, as OpenAI and those who copy it make them: what is sent, to the letter, and what is taken. */
class EmbeddingsTest {
    private static final float EXACT = 1e-6f;

    private final Counter counter = new Counter();

    @AfterEach
    void end() {
        counter.close();
    }

    private Embedding embedded(String body, String... texts) throws InterruptedException {
        counter.answers(200, body, "x-request-id: req-7");
        return counter.embedder("openai", Map.of()).embed("text-embedding-3-small", List.of(texts));
    }

    private static String vector(int index, String numbers) {
        return "{\"object\":\"embedding\",\"index\":" + index + ",\"embedding\":[" + numbers + "]}";
    }

    private static String body(String... vectors) {
        return "{\"object\":\"list\",\"data\":[" + String.join(",", vectors)
                + "],\"model\":\"text-embedding-3-small-1\",\"usage\":{\"prompt_tokens\":9,\"total_tokens\":9}}";
    }

    @Test
    void vectorsAreAskedForThisWay() throws Exception {
        embedded(body(vector(0, "1,0"), vector(1, "0,1")), "Rye \"bread\"", "Käse");

        RecordedRequest request = counter.taken();
        assertEquals("POST /v1/embeddings HTTP/1.1", request.getRequestLine());
        assertEquals("Bearer " + Counter.KEY, request.getHeaders().get("authorization"));
        assertEquals("application/json", request.getHeaders().get("content-type"));
        assertEquals(
                "{\"model\":\"text-embedding-3-small\",\"input\":[\"Rye \\\"bread\\\"\",\"Käse\"],"
                        + "\"encoding_format\":\"float\"}",
                Counter.body(request));
    }

    @Test
    void eachTextGetsItsVectorInWhateverOrderTheyCome() throws Exception {
        Embedding.Vectors made = assertInstanceOf(
                Embedding.Vectors.class, embedded(body(vector(1, "0,-2.5"), vector(0, "3,4e0")), "one", "two"));

        assertArrayEquals(new float[] {0.6f, 0.8f}, made.vectors().get(0), EXACT);
        assertArrayEquals(new float[] {0, -1}, made.vectors().get(1), EXACT);
        assertEquals(2, made.dimension());
        assertEquals("text-embedding-3-small-1", made.model());
        assertEquals("req-7", made.requestId());
        assertEquals(new TokenUse(9, 0, 0, 0, Optional.empty()), made.use());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1,0                | answered 1 vectors for 2 texts
            1,0;0,1;1,1        | answered 3 vectors for 2 texts
            1,0;0,1,0          | answered vectors of 2 different lengths
            1,0;0,0            | answered a vector that is none
            1,0;               | answered a vector that is none
            1,0;"a","b"        | answered a vector that is none
            1,0;1e300,1e300    | answered a vector that is none
            """)
    void vectorsThatAreNotWhatWasAskedForAreAFaultThatSaysSoAndArePaid(String vectors, String told) throws Exception {
        String[] all = vectors.split(";", -1);
        String data =
                IntStream.range(0, all.length).mapToObj(i -> vector(i, all[i])).collect(Collectors.joining(","));

        Embedding reply = embedded(body(data), "one", "two");

        ModelFault.Unusable fault = assertInstanceOf(ModelFault.Unusable.class, Counter.fault(reply));
        assertTrue(fault.message().startsWith("openai: text-embedding-3-small " + told), fault::message);
        assertEquals(9, reply.use().all());
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0,2", "0,-1"})
    void vectorsOfWhichNobodyKnowsWhoseTheyAreAreAFault(int first, int second) throws Exception {
        Embedding reply = embedded(body(vector(first, "1,0"), vector(second, "0,1")), "one", "two");

        assertTrue(Counter.fault(reply).message().endsWith("does not say which text each vector is of"));
    }

    @Test
    void aVectorLongerThanAnySearchTakesIsAFault() throws Exception {
        String numbers = "1" + ",0".repeat(Embedding.LONGEST);

        assertTrue(Counter.fault(embedded(body(vector(0, numbers)), "one"))
                .message()
                .endsWith("it must have 1 to 4096 numbers, not all of them 0"));
        assertInstanceOf(
                Embedding.Vectors.class, embedded(body(vector(0, numbers.substring(0, numbers.length() - 2))), "one"));
    }

    @Test
    void neitherTheKeyNorATextStandsInAFault() throws Exception {
        String text = "Our secret plan for the spring sale is this.";
        counter.answers(
                400,
                "{\"error\":{\"message\":\"cannot take '" + text + "' with " + Counter.KEY + "\",\"type\":\"x\"}}");

        Embedding reply = counter.embedder("openai", Map.of()).embed("m", List.of(text));

        assertFalse(reply.toString().contains("secret plan"), reply::toString);
        assertFalse(reply.toString().contains(Counter.KEY), reply::toString);
        assertInstanceOf(ModelFault.Invalid.class, Counter.fault(reply));
    }

    @Test
    void aKnownProviderIsNotLedAstrayHereEither() throws Exception {
        counter.answers(307, "", "location: http://169.254.169.254/latest");

        ModelFault fault = Counter.fault(counter.embedder("home", Map.of()).embed("m", List.of("one")));

        assertInstanceOf(ModelFault.Permission.class, fault);
    }

    @Test
    void whoMakesNoVectorsSaysSoWithoutACall() throws Exception {
        Embedder anthropic = counter.embedder("anthropic", Map.of("kind", "anthropic"));

        assertEquals(
                "anthropic: it makes no vectors of texts; name another in models.embeddings",
                Counter.fault(anthropic.embed("claude-haiku-4-5", List.of("one")))
                        .message());
        assertEquals(0, counter.server.getRequestCount());
    }
}
