package dev.factotum.llm.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.factotum.llm.Prompt;
import dev.factotum.llm.Prompt.AnswerShape;
import dev.factotum.llm.Prompt.OfferedTool;
import dev.factotum.llm.Prompt.ToolCall;
import dev.factotum.llm.Prompt.Turn;
import dev.factotum.llm.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is sent, to the letter. */
class RequestTest {
    private static final String ANSWER_SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"intent\":{\"type\":\"string\"}},\"required\":[\"intent\"],"
                    + "\"additionalProperties\":false}";
    private static final String TOOL_SCHEMA = ANSWER_SCHEMA.replace("intent", "city");
    private static final String LOOSE_SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"limit\":{\"type\":\"integer\"}}}";

    private final Counter counter = new Counter();

    @AfterEach
    void end() {
        counter.close();
    }

    @Test
    void responsesAreAskedForThisWay() throws Exception {
        RecordedRequest request =
                asked("openai", Map.of("organization", "org-1", "project", "proj-1"), "gpt-4.1", whole());

        assertEquals("POST /v1/responses HTTP/1.1", request.getRequestLine());
        assertEquals("Bearer " + Counter.KEY, request.getHeaders().get("authorization"));
        assertEquals("org-1", request.getHeaders().get("openai-organization"));
        assertEquals("proj-1", request.getHeaders().get("openai-project"));
        assertEquals("application/json", request.getHeaders().get("content-type"));
        assertEquals(line("""
                {"model":"gpt-4.1","instructions":"Be brief.","input":[
                {"role":"user","content":"Weather?"},
                {"role":"assistant","content":"I look."},
                {"type":"function_call","call_id":"c1","name":"weather","arguments":"{\\"city\\":\\"Oslo\\"}"},
                {"type":"function_call","call_id":"c2","name":"weather","arguments":"{\\"city\\":\\"Rome\\"}"},
                {"type":"function_call_output","call_id":"c1","output":"rain"},
                {"type":"function_call_output","call_id":"c2","output":"sun"}],
                "max_output_tokens":500,"store":false,"temperature":0.5,
                "text":{"format":{"type":"json_schema","name":"intent","strict":true,"schema":ANSWER}},
                "tools":[
                {"type":"function","name":"weather","description":"Looks it up","parameters":TOOL,"strict":true},
                {"type":"function","name":"notes","description":"Searches","parameters":LOOSE,"strict":false}]}
                """), Counter.body(request));
    }

    @Test
    void chatCompletionsAreAskedForThisWay() throws Exception {
        RecordedRequest request = asked("openai", Map.of("api", "chat"), "gpt-4.1", whole());

        assertEquals("POST /v1/chat/completions HTTP/1.1", request.getRequestLine());
        assertEquals("Bearer " + Counter.KEY, request.getHeaders().get("authorization"));
        assertEquals(line("""
                {"model":"gpt-4.1","messages":[
                {"role":"system","content":"Be brief."},
                {"role":"user","content":"Weather?"},
                {"role":"assistant","content":"I look.","tool_calls":[
                {"id":"c1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Oslo\\"}"}},
                {"id":"c2","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Rome\\"}"}}]},
                {"role":"tool","tool_call_id":"c1","content":"rain"},
                {"role":"tool","tool_call_id":"c2","content":"sun"}],
                "max_completion_tokens":500,"temperature":0.5,
                "response_format":{"type":"json_schema","json_schema":{"name":"intent","strict":true,"schema":ANSWER}},
                "tools":[
                {"type":"function","function":{"name":"weather","description":"Looks it up","parameters":TOOL,"strict":true}},
                {"type":"function","function":{"name":"notes","description":"Searches","parameters":LOOSE}}]}
                """), Counter.body(request));
    }

    @Test
    void anthropicIsAskedThisWay() throws Exception {
        RecordedRequest request = asked("anthropic", Map.of(), "claude-haiku-4-5", whole());

        assertEquals("POST /v1/messages HTTP/1.1", request.getRequestLine());
        assertEquals(Counter.KEY, request.getHeaders().get("x-api-key"));
        assertEquals("2023-06-01", request.getHeaders().get("anthropic-version"));
        assertNull(request.getHeaders().get("authorization"));
        assertEquals(line("""
                {"model":"claude-haiku-4-5","max_tokens":500,"system":"Be brief.","messages":[
                {"role":"user","content":[{"type":"text","text":"Weather?"}]},
                {"role":"assistant","content":[{"type":"text","text":"I look."},
                {"type":"tool_use","id":"c1","name":"weather","input":{"city":"Oslo"}},
                {"type":"tool_use","id":"c2","name":"weather","input":{"city":"Rome"}}]},
                {"role":"user","content":[
                {"type":"tool_result","tool_use_id":"c1","content":"rain"},
                {"type":"tool_result","tool_use_id":"c2","content":"sun"}]}],
                "temperature":0.5,
                "output_config":{"format":{"type":"json_schema","schema":ANSWER}},
                "tools":[
                {"name":"weather","description":"Looks it up","input_schema":TOOL},
                {"name":"notes","description":"Searches","input_schema":LOOSE}]}
                """), Counter.body(request));
    }

    @Test
    void aCompatibleOneIsAskedByItsQuirks() throws Exception {
        RecordedRequest request = asked("deepseek", Map.of(), "deepseek-reasoner", Counter.shaped());

        assertEquals("POST /v1/chat/completions HTTP/1.1", request.getRequestLine());
        assertEquals(line("""
                {"model":"deepseek-reasoner","messages":[
                {"role":"system","content":"Be brief.\\n\\nAnswer with one JSON value and nothing else, no fence around it.\
                 It must fit this JSON Schema: QUOTED"},
                {"role":"user","content":"Hello"}],
                "max_tokens":500,"response_format":{"type":"json_object"}}
                """), Counter.body(request));
    }

    @Test
    void whatBindsNoFormSaysItInWordsOnly() throws Exception {
        RecordedRequest request = asked("home", Map.of("json", "none"), "m", Counter.shaped());

        assertEquals(line("""
                {"model":"m","messages":[
                {"role":"system","content":"Be brief.\\n\\nAnswer with one JSON value and nothing else, no fence around it.\
                 It must fit this JSON Schema: QUOTED"},
                {"role":"user","content":"Hello"}],"max_tokens":500}
                """), Counter.body(request));
    }

    @Test
    void aReasoningModelIsGivenNoTemperature() throws Exception {
        String plain = "{\"model\":\"gpt-5-mini\",\"instructions\":\"Be brief.\",\"input\":[{\"role\":\"user\","
                + "\"content\":\"Hello\"}],\"max_output_tokens\":500,\"store\":false}";

        assertEquals(plain, Counter.body(asked("openai", Map.of(), "gpt-5-mini", Counter.prompt())));
    }

    @Test
    void aKeyThatIsNoneIsNotSent() throws Exception {
        counter.answers(500, "{}");
        counter.provider("local", Map.of(), java.time.Duration.ofSeconds(60), "none")
                .call("m", Counter.prompt());

        assertNull(counter.taken().getHeaders().get("authorization"));
    }

    @Test
    void halfOfACharacterPairDoesNotBreakTheRequest() throws Exception {
        RecordedRequest request = asked("home", Map.of(), "m", Counter.prompt(new Turn.User("a\uD83Db")));

        assertEquals(
                "a?b",
                Json.read(Counter.body(request))
                        .orElseThrow()
                        .path("messages")
                        .path(1)
                        .path("content")
                        .asText());
    }

    private RecordedRequest asked(String provider, Map<String, String> rest, String model, Prompt prompt)
            throws Exception {
        counter.answers(500, "{}");
        counter.provider(provider, rest).call(model, prompt);
        return counter.taken();
    }

    private static Prompt whole() {
        Prompt plain = Counter.prompt();
        return new Prompt(
                plain.purpose(),
                plain.payer(),
                plain.instructions(),
                List.of(
                        new Turn.User("Weather?"),
                        new Turn.Assistant(
                                "I look.",
                                List.of(
                                        new ToolCall("c1", "weather", "{\"city\":\"Oslo\"}"),
                                        new ToolCall("c2", "weather", "{\"city\":\"Rome\"}"))),
                        new Turn.Answered("c1", "rain"),
                        new Turn.Answered("c2", "sun")),
                Optional.of(new AnswerShape("intent", Counter.schema("intent"))),
                List.of(
                        new OfferedTool("weather", "Looks it up", Counter.schema("city")),
                        new OfferedTool("notes", "Searches", (com.fasterxml.jackson.databind.node.ObjectNode)
                                Json.read(LOOSE_SCHEMA).orElseThrow())),
                500,
                Optional.of(0.5));
    }

    private static String line(String text) {
        return text.replace("\n", "")
                .replace("ANSWER", ANSWER_SCHEMA)
                .replace("TOOL", TOOL_SCHEMA)
                .replace("LOOSE", LOOSE_SCHEMA)
                .replace("QUOTED", ANSWER_SCHEMA.replace("\"", "\\\""));
    }
}
