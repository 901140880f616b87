package dev.factotum.llm.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.config.ModelSettings.ProviderSettings;
import dev.factotum.llm.ModelFault;
import dev.factotum.llm.Provider;
import dev.factotum.llm.anthropic.MessagesProvider;
import dev.factotum.llm.openai.ChatProvider;
import dev.factotum.llm.openai.ResponsesProvider;
import dev.factotum.problem.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidersTest {
    private final Counter counter = new Counter();

    @AfterEach
    void end() {
        counter.close();
    }

    @Test
    void eachKindHasItsWayOfAsking() {
        assertInstanceOf(ResponsesProvider.class, ready("openai", settings("openai", null, null, null)));
        assertInstanceOf(ChatProvider.class, ready("openai", settings("openai", null, "chat", null)));
        assertInstanceOf(MessagesProvider.class, ready("anthropic", settings("anthropic", null, null, null)));
        assertInstanceOf(ChatProvider.class, ready("local", settings("local", null, null, "http://localhost:1/v1")));
        assertInstanceOf(
                ResponsesProvider.class, ready("local", settings("local", null, "responses", "http://localhost:1/v1")));
        assertInstanceOf(
                MessagesProvider.class, ready("gate", settings("gate", "anthropic", null, "https://gate.example")));
    }

    @Test
    void aMarkDiffersOnceTheSettingsDifferAndWhatHasNoKeyIsFree() {
        Providers.Named.Ready one = named(settings("a", null, null, "https://a.example/v1"));
        Providers.Named.Ready other = named(settings("a", null, null, "https://b.example/v1"));

        assertEquals(
                one.mark(),
                named(settings("a", null, null, "https://a.example/v1")).mark());
        assertNotEquals(one.mark(), other.mark());
        assertTrue(one.free());
        assertFalse(named(settings("openai", null, null, null)).free());
    }

    @Test
    void aMarkDiffersOnceTheKeyIsThereOrIsAnother() {
        ProviderSettings settings = settings("openai", null, null, null);
        Set<String> marks = new HashSet<>();
        for (Map<String, String> environment :
                List.of(Map.<String, String>of(), Map.of("OPENAI_API_KEY", "one"), Map.of("OPENAI_API_KEY", "two"))) {
            try (Counter office = new Counter(environment)) {
                marks.add(assertInstanceOf(
                                Providers.Named.Ready.class,
                                office.providers(Map.of("openai", settings)).named("openai"))
                        .mark());
            }
        }
        assertEquals(3, marks.size());
    }

    private Providers.Named.Ready named(ProviderSettings settings) {
        return assertInstanceOf(
                Providers.Named.Ready.class,
                counter.providers(Map.of(settings.name(), settings)).named(settings.name()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini", "openrouter", "groq", "mistral", "deepseek"})
    void aKnownNameNeedsNoSettings(String name) {
        assertInstanceOf(
                Providers.Named.Ready.class, counter.providers(Map.of()).named(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ollama", "lmstudio", "vllm"})
    void whatIsOnThisMachineNeedsALineThatSaysSo(String name) {
        assertEquals(
                "nothing on this machine is connected to without a line that says so",
                problem(counter.providers(Map.of()), name).why());
        assertInstanceOf(ChatProvider.class, ready(name, settings(name, null, null, null)));
    }

    @Test
    void anUnknownNameIsAProblemThatSaysWhatToWrite() {
        assertEquals(
                "E-CONFIG-05 No provider of models is called `opnai` (models.providers.opnai): it has no base_url, and is"
                        + " none of anthropic, deepseek, gemini, groq, lmstudio, mistral, ollama, openai, openrouter, vllm",
                problem(counter.providers(Map.of()), "opnai").oneLine());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:word@api.example/v1",
                "https://api.example/v1?key=x",
                "https://api.example/v1#x",
                "https:///v1",
                "ftp://api.example/",
                "https://exa mple/"
            })
    void anAddressWithMoreThanAHostAndAPathIsRefused(String address) {
        Providers providers = counter.providers(Map.of("a", settings("a", null, null, address)));

        assertEquals("models.providers.a.base_url", problem(providers, "a").where());
    }

    @Test
    void theUsualKeyOfAProviderIsNotSentToAnotherAddress() throws Exception {
        counter.answers(500, "{}");
        Provider elsewhere = ready("openai", settings("openai", null, null, counter.base() + "/"));

        elsewhere.call("m", Counter.prompt());

        var request = counter.taken();
        assertEquals("POST /v1/responses HTTP/1.1", request.getRequestLine());
        assertEquals(null, request.getHeaders().get("authorization"));
    }

    @Test
    void aKnownProviderCannotBeLedAstray() throws Exception {
        counter.answers(307, "", "location: http://169.254.169.254/latest");
        Provider provider = counter.provider("home", Map.of());

        ModelFault fault = Counter.fault(provider.call("m", Counter.prompt()));

        assertInstanceOf(ModelFault.Permission.class, fault);
        assertTrue(fault.message().contains("is not among the hosts that this call may reach"), fault::message);
    }

    private Provider ready(String name, ProviderSettings settings) {
        return assertInstanceOf(
                        Providers.Named.Ready.class,
                        counter.providers(Map.of(name, settings)).named(name))
                .provider();
    }

    private static Problem problem(Providers providers, String name) {
        return assertInstanceOf(Providers.Named.Wrong.class, providers.named(name))
                .problem();
    }

    private static ProviderSettings settings(
            String name,
            @org.jspecify.annotations.Nullable String kind,
            @org.jspecify.annotations.Nullable String api,
            @org.jspecify.annotations.Nullable String baseUrl) {
        return new ProviderSettings(
                name,
                Optional.ofNullable(kind),
                Optional.ofNullable(baseUrl),
                Optional.ofNullable(api),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }
}
