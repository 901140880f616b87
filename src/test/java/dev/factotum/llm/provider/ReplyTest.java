package dev.factotum.llm.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.llm.ModelFault;
import dev.factotum.llm.Prompt;
import dev.factotum.llm.Prompt.ToolCall;
import dev.factotum.llm.Prompt.Turn;
import dev.factotum.llm.Provider;
import dev.factotum.llm.Reply;
import dev.factotum.llm.TokenUse;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers become. */
class ReplyTest {
    private static final Map<String, String> CHAT = Map.of("api", "chat");
    private static final String CHAT_USAGE = """
            "usage":{"prompt_tokens":100,"completion_tokens":20,"total_tokens":120,
            "prompt_tokens_details":{"cached_tokens":30,"cache_write_tokens":10},
            "completion_tokens_details":{"reasoning_tokens":15},"cost":0.000123}""";

    private final Counter counter = new Counter();

    @AfterEach
    void end() {
        counter.close();
    }

    @Test
    void aChatAnswerIsReadWithWhatItUsedAndCost() throws Exception {
        counter.answers(200, """
                {"id":"gen-1","model":"m-2026","choices":[{"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],
                %s,"unknown":{"new":[1]}}""".formatted(CHAT_USAGE), "x-request-id: req-7");

        assertEquals(
                new Reply.Answer(
                        "Hi",
                        List.of(),
                        "m-2026",
                        new TokenUse(60, 30, 10, 20, Optional.of(new BigDecimal("0.000123"))),
                        "req-7"),
                counter.provider("openrouter", Map.of()).call("m", Counter.prompt()));
    }

    @Test
    void aResponsesAnswerIsReadWithWhatItUsed() throws Exception {
        counter.answers(200, """
                {"id":"resp_1","status":"completed","model":"gpt-5-mini-2026","error":null,"output":[
                {"type":"reasoning","summary":[]},
                {"type":"message","content":[{"type":"output_text","text":"Hi","annotations":[]},{"type":"output_text","text":" Jo"}]},
                {"type":"function_call","call_id":"c1","name":"weather","arguments":"{\\"city\\":\\"Oslo\\"}","status":"completed"}],
                "usage":{"input_tokens":50,"input_tokens_details":{"cached_tokens":48},"output_tokens":9,
                "output_tokens_details":{"reasoning_tokens":4},"total_tokens":59}}""");

        assertEquals(
                new Reply.Answer(
                        "Hi Jo",
                        List.of(new ToolCall("c1", "weather", "{\"city\":\"Oslo\"}")),
                        "gpt-5-mini-2026",
                        new TokenUse(2, 48, 0, 9, Optional.empty()),
                        "resp_1"),
                counter.provider("openai", Map.of()).call("gpt-5-mini", Counter.prompt()));
    }

    @Test
    void anAnthropicAnswerIsReadWithWhatItUsed() throws Exception {
        counter.answers(200, """
                {"id":"msg_1","type":"message","role":"assistant","model":"claude-haiku-4-5-20251001","content":[
                {"type":"thinking","thinking":"secret thoughts"},{"type":"text","text":"Hi"},
                {"type":"tool_use","id":"t1","name":"weather","input":{"city":"Oslo"}}],"stop_reason":"tool_use",
                "usage":{"input_tokens":5,"cache_creation_input_tokens":7,"cache_read_input_tokens":11,"output_tokens":13}}""", "request-id: req_9");

        assertEquals(
                new Reply.Answer(
                        "Hi",
                        List.of(new ToolCall("t1", "weather", "{\"city\":\"Oslo\"}")),
                        "claude-haiku-4-5-20251001",
                        new TokenUse(5, 11, 7, 13, Optional.empty()),
                        "req_9"),
                counter.provider("anthropic", Map.of()).call("claude-haiku-4-5", Counter.prompt()));
    }

    @Test
    void toolCallsOfThoseWhoBendTheFormAreReadToo() throws Exception {
        counter.answers(200, """
                {"choices":[{"message":{"content":null,"tool_calls":[{"function":{"name":"a","arguments":{"x":1}}},
                {"id":"","function":{"name":"b"}}]},"finish_reason":"tool_calls"}]}""");

        Reply.Answer answer = assertInstanceOf(
                Reply.Answer.class, counter.provider("ollama", Map.of()).call("m", Counter.prompt()));

        assertEquals(
                List.of(new ToolCall("call_1", "a", "{\"x\":1}"), new ToolCall("call_2", "b", "{}")), answer.calls());
        assertEquals("m", answer.model());
        assertEquals(TokenUse.UNTOLD, answer.use());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"intent\":\"x\"}", "```json\n{\"intent\":\"x\"}\n```", " {\"intent\":\"x\"}\n"})
    void aFormThatWasAskedForIsHandedOnBare(String content) throws Exception {
        counter.answers(200, chat(content, "stop"));

        Reply.Answer answer = assertInstanceOf(
                Reply.Answer.class, counter.provider("deepseek", Map.of()).call("m", Counter.shaped()));

        assertEquals("{\"intent\":\"x\"}", answer.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sure! {\"intent\":\"x\"}",
                "{\"intent\":\"x\"} {}",
                "{\"intent\":7}",
                "{\"other\":\"x\"}",
                "{\"intent\":\"x\",\"more\":1}",
                "[]",
                "{\"intent\":\"x"
            })
    void anotherFormIsUnusableAndStillPaid(String content) throws Exception {
        counter.answers(200, chat(content, "stop"));

        Reply reply = counter.provider("openai", CHAT).call("m", Counter.shaped());

        assertInstanceOf(ModelFault.Unusable.class, Counter.fault(reply));
        assertEquals(120, reply.use().all());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "length | Half | Unusable",
                "content_filter | '' | Refused",
                "error | Half | Transient",
                "stop | '' | Unusable",
                "stop | '  ' | Unusable",
            })
    void aChatThatEndsBadlyIsNoAnswer(String reason, String content, String fault) throws Exception {
        counter.answers(200, chat(content, reason));

        Reply reply = counter.provider("openai", CHAT).call("m", Counter.prompt());

        assertEquals(fault, Counter.fault(reply).getClass().getSimpleName());
        assertEquals(20, reply.use().output());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"message\":{\"content\":null,\"refusal\":\"I cannot\"},\"finish_reason\":\"stop\"}]}",
                "{\"choices\":[{\"message\":{\"content\":[{\"type\":\"refusal\",\"refusal\":\"no\"}]}}]}"
            })
    void aRefusalOfAChatIsSaidToBeOne(String body) throws Exception {
        counter.answers(200, body);

        assertInstanceOf(
                ModelFault.Refused.class,
                Counter.fault(counter.provider("openai", CHAT).call("m", Counter.prompt())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":\"max_output_tokens\"}' | Unusable",
                "'\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":\"content_filter\"}' | Refused",
                "'\"status\":\"failed\",\"error\":null' | Transient",
                "'\"status\":\"cancelled\"' | Transient",
                "'\"status\":\"queued\"' | Unusable",
                "'\"status\":\"completed\",\"output\":[]' | Unusable",
                "'\"output\":[{\"type\":\"message\",\"content\":[{\"type\":\"refusal\",\"refusal\":\"no\"}]}]' | Refused",
            })
    void aResponseThatEndsBadlyIsNoAnswer(String inner, String fault) throws Exception {
        counter.answers(200, "{" + inner + ",\"usage\":{\"input_tokens\":3,\"output_tokens\":4}}");

        Reply reply = counter.provider("openai", Map.of()).call("m", Counter.prompt());

        assertEquals(fault, Counter.fault(reply).getClass().getSimpleName());
        assertEquals(new TokenUse(3, 0, 0, 4, Optional.empty()), reply.use());
    }

    @ParameterizedTest
    @CsvSource({
        "max_tokens, Unusable",
        "refusal, Refused",
        "model_context_window_exceeded, TooLong",
        "pause_turn, Unusable",
        "end_turn, Unusable"
    })
    void aMessageThatEndsBadlyIsNoAnswer(String reason, String fault) throws Exception {
        counter.answers(
                200,
                "{\"type\":\"message\",\"content\":[],\"stop_reason\":\"" + reason
                        + "\",\"usage\":{\"input_tokens\":3,\"output_tokens\":4}}");

        Reply reply = counter.provider("anthropic", Map.of()).call("m", Counter.prompt());

        assertEquals(fault, Counter.fault(reply).getClass().getSimpleName());
        assertEquals(7, reply.use().all());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"choices\":[{\"message\":{\"content\":\"yes\"}}]}",
                "{\"choices\":[{\"message\":{\"content\":\"yes\"}}],\"usage\":{\"prompt_tokens\":\"many\"}}",
                "{\"choices\":[{\"mess",
            })
    void whatASuccessDoesNotSayItUsedIsNotTakenForNothing(String body) throws Exception {
        counter.answers(200, body);

        Reply reply = counter.provider("home", Map.of()).call("m", Counter.prompt());

        assertEquals(TokenUse.UNTOLD, reply.use());
    }

    @ParameterizedTest
    @CsvSource({
        "1e99999, 1000000000000, ''",
        "99999999999999999999, 1000000000000, ''",
        "9223372036854775807, 1000000000000, 1e99999",
        "7.9, 7, 1e-99999",
        "7, 7, 1000000.01",
        "7, 7, -1",
    })
    void countsAndCostsBeyondAllSenseSpoilNoSum(String count, long counted, String cost) throws Exception {
        counter.answers(
                200,
                "{\"choices\":[{\"message\":{\"content\":\"yes\"}}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":"
                        + count + (cost.isEmpty() ? "" : ",\"cost\":" + cost) + "}}");

        Reply reply = counter.provider("home", Map.of()).call("m", Counter.prompt());

        assertEquals(new TokenUse(1, 0, 0, counted, Optional.empty()), reply.use());
    }

    @Test
    void theNameAModelIsGivenByItsProviderIsShortAndOnOneLine() throws Exception {
        String name = "m\\u001b[31m\\n\\u202e" + "x".repeat(5_000);
        for (Map<String, String> rest :
                List.of(CHAT, Map.of("api", "responses"), Map.of("kind", "anthropic", "api", "chat"))) {
            counter.answers(200, "{\"model\":\"" + name + "\",\"choices\":[],\"output\":[],\"content\":[]}");
            String said = Counter.fault(counter.provider("home", rest).call("m", Counter.prompt()))
                    .message();
            assertTrue(said.length() < 200, said);
            assertTrue(said.chars().noneMatch(letter -> letter < 0x20 || letter == 0x202e), said);
        }
    }

    @Test
    void anAnswerInPiecesIsNamedAndNotAskedForAgain() throws Exception {
        counter.answers(200, "data: {\"choices\":[]}\n\ndata: [DONE]\n", "content-type: text/event-stream");

        ModelFault fault = Counter.fault(counter.provider("home", Map.of()).call("m", Counter.prompt()));

        assertInstanceOf(ModelFault.Unusable.class, fault);
        assertEquals("home: it sends its answer in pieces, though it was asked for a whole one", fault.message());
    }

    @Test
    void whatIsNoAnswerAtAllIsToldApart() throws Exception {
        counter.answers(200, "{\"choices\":[{\"mess");
        counter.answers(200, "<!doctype html><title>Log in</title>", "content-type: text/html");
        counter.answers(200, "");
        counter.answers(200, "7");
        counter.answers(200, "{}");
        Provider provider = counter.provider("home", Map.of());

        assertInstanceOf(ModelFault.Transient.class, Counter.fault(provider.call("m", Counter.prompt())));
        assertInstanceOf(ModelFault.Invalid.class, Counter.fault(provider.call("m", Counter.prompt())));
        assertInstanceOf(ModelFault.Transient.class, Counter.fault(provider.call("m", Counter.prompt())));
        assertInstanceOf(ModelFault.Transient.class, Counter.fault(provider.call("m", Counter.prompt())));
        assertInstanceOf(ModelFault.Unusable.class, Counter.fault(provider.call("m", Counter.prompt())));
    }

    @Test
    void aDroppedConnectionASlowAnswerAndOneTooLargeAreFaultsToo() throws Exception {
        counter.server.enqueue(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket(true, true, true))
                .build());
        counter.server.enqueue(
                new MockResponse.Builder().headersDelay(1, TimeUnit.HOURS).build());
        counter.answers(200, "x".repeat(16 * 1024 * 1024 + 1));
        Provider patient = counter.provider("home", Map.of());
        Provider hasty = counter.provider("home", Map.of(), Duration.ofSeconds(1), "env:KEY");

        assertInstanceOf(ModelFault.Transient.class, Counter.fault(patient.call("m", Counter.prompt())));
        assertInstanceOf(ModelFault.Transient.class, Counter.fault(hasty.call("m", Counter.prompt())));
        assertInstanceOf(ModelFault.Unusable.class, Counter.fault(patient.call("m", Counter.prompt())));
        assertEquals(3, counter.server.getRequestCount(), "each was one attempt");
    }

    @Test
    void nobodyListeningIsTransient() throws Exception {
        Provider provider = counter.provider("home", Map.of());
        counter.server.close();

        assertInstanceOf(ModelFault.Transient.class, Counter.fault(provider.call("m", Counter.prompt())));
    }

    @Test
    void aMissingKeyIsSaidWithoutAskingAnybody() throws Exception {
        Provider provider = counter.provider("home", Map.of(), Duration.ofSeconds(60), "env:UNSET");

        ModelFault fault = Counter.fault(provider.call("m", Counter.prompt()));

        assertEquals(
                "home: E-AUTH-01 A secret cannot be read (models.providers.home.key): the variable UNSET is not set."
                        + " Set it where the agent is started.",
                assertInstanceOf(ModelFault.Auth.class, fault).message());
        assertEquals(0, counter.server.getRequestCount());
    }

    @Test
    void toolsAreNotOfferedToWhatCallsNone() throws Exception {
        Prompt plain = Counter.prompt();
        Prompt withTool = new Prompt(
                plain.purpose(),
                plain.payer(),
                plain.instructions(),
                plain.turns(),
                Optional.empty(),
                List.of(new Prompt.OfferedTool("a", "b", Counter.schema("c"))),
                10,
                Optional.empty());

        for (Map<String, String> rest : List.of(
                Map.of("tools", "false"),
                Map.of("tools", "false", "api", "responses"),
                Map.of("tools", "false", "kind", "anthropic"))) {
            counter.answers(200, "{}");
            counter.provider("home", rest).call("m", withTool);
            String sent = Counter.body(counter.taken());
            assertFalse(sent.contains("tools"), sent);
            assertTrue(sent.contains("Hello"), sent);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "openrouter", "anthropic"})
    void neitherKeyNorPromptStandsInAFaultHoweverTheProviderEchoesThem(String name) throws Exception {
        Turn secret = new Turn.User("Our margin with Acme is 41 per cent, tell nobody about it.");
        for (String echo : List.of(
                "Incorrect API key provided: " + Counter.KEY,
                "Bearer " + Counter.KEY + " is wrong",
                "cannot parse: Our margin with Acme is 41 per cent, tell")) {
            for (int status : List.of(200, 400, 401, 429, 500)) {
                counter.answers(
                        status, "{\"error\":{\"message\":\"" + echo + "\",\"type\":\"" + echo + "\",\"code\":null}}");

                String shown = counter.provider(name, Map.of())
                        .call("m", Counter.prompt(secret))
                        .toString();

                assertFalse(shown.contains(Counter.KEY) || shown.contains("41 per cent"), shown);
            }
        }
        assertTrue(counter.concealed.contains(Counter.KEY), "the journal was told");
    }

    private static String chat(String content, String reason) {
        String quoted =
                com.fasterxml.jackson.databind.node.TextNode.valueOf(content).toString();
        return "{\"id\":\"1\",\"choices\":[{\"message\":{\"content\":" + quoted + "},\"finish_reason\":\"" + reason
                + "\"}]," + CHAT_USAGE + "}";
    }
}
