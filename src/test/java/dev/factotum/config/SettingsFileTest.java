package dev.factotum.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.config.ModelSettings.ProviderSettings;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.config.Settings.Amount;
import dev.factotum.config.Settings.AutoApproval;
import dev.factotum.config.Settings.Person;
import dev.factotum.problem.AuthCode;
import dev.factotum.problem.ConfigCode;
import dev.factotum.problem.Problem;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {
    /** formats.md section 5, to the letter. */
    static final String EXAMPLE = """
            # yaml-language-server: $schema=.agent/schema/agent-1.json
            version: 1
            timezone: Europe/Amsterdam
            owner: sam                           # who stands behind gestures made in files; the OS user if left out
            executor: this                       # the one machine that runs steps
            models:
              default: openai/gpt-5-mini
              cheap: openai/gpt-5-nano           # reading, comments, votes
              providers:
                openai: { key: "secret:openai" }
                anthropic: { key: "env:ANTHROPIC_API_KEY" }
                local: { base_url: "http://localhost:11434/v1", key: none }
            accounts:
              studio: { channel: email, imap: mail.example, smtp: mail.example, user: hi@studio.example, key: "secret:studio-mail", watch: 1m }
              acme: { channel: x, key: "secret:acme-x" }
            approval:
              mode: manual
              grace: 10s                         # a tick waits this long; in a terminal, `run` waits it out with a countdown
              expires: 7d
              max_late: 1d
              people: { sam: { may: high }, mia: { may: normal, clients: [Acme BV] } }
              auto:
                - { skill: email.reply, rule: acknowledge, per_day: 20 }
            policy:
              recipients: { unknown: high }
              money: { high_at: 200 EUR, refuse_at: 5000 EUR }
              per_day: { email.send: 50 }        # caps count live effects, never simulated ones
              hosts: [mail.example, api.x.com, api.openai.com]
            budget: { day: 2 USD, month: 20 USD, matter: 0.25 USD }
            schedule:
              - { name: briefing, cron: "30 7 * * MON", do: report briefing, catchup: one, max_late: 6h }
            retention: { completed: 730d, model_traces: 30d }
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "approval: { mode: auto }",
                "approval: { signed: [high] }",
                "approval: { signed: high }",
                "approval: { gestures: { high: [move] } }",
            })
    void whatIsNotBuiltYetIsRefusedAndNotIgnored(String yaml) {
        List<Problem> faults =
                new Desk().with("agent.yaml", "version: 1\n" + yaml + "\n").bad();

        assertEquals(1, faults.size(), faults.toString());
        assertTrue(faults.getFirst().what().contains("asks for what is not built yet"), faults.toString());
        assertEquals("agent.yaml:2", faults.getFirst().where());
    }

    @ParameterizedTest
    @ValueSource(strings = {"approval: { mode: manual }", "approval: { signed: [] }", "approval: { signed: }"})
    void nothingAskedForOfItIsWelcome(String yaml) {
        assertEquals(
                List.of(),
                new Desk()
                        .with("agent.yaml", "version: 1\n" + yaml + "\n")
                        .good()
                        .warnings());
    }

    @Test
    void theExampleOfTheFormatsIsReadWhole() {
        SettingsFile.Loaded.Good good = new Desk().with("agent.yaml", EXAMPLE).good();
        Settings settings = good.settings();

        assertEquals(List.of(), good.warnings());
        assertEquals(ZoneId.of("Europe/Amsterdam"), settings.zone());
        assertEquals("sam", settings.owner());
        assertEquals(
                new AccountSettings(
                        "studio",
                        "email",
                        "hi@studio.example",
                        Map.of(
                                "imap", "mail.example",
                                "smtp", "mail.example",
                                "user", "hi@studio.example",
                                "key", "secret:studio-mail",
                                "watch", "1m")),
                settings.accounts().get("studio"));
        assertEquals(
                new AccountSettings("acme", "x", "acme", Map.of("key", "secret:acme-x")),
                settings.accounts().get("acme"));
        assertEquals(Duration.ofSeconds(10), settings.approval().grace());
        assertEquals(Duration.ofDays(7), settings.approval().expires());
        assertEquals(Duration.ofDays(1), settings.approval().maxLate());
        assertEquals(
                Map.of(
                        "sam", new Person("sam", Risk.HIGH, Set.of(), Set.of()),
                        "mia", new Person("mia", Risk.NORMAL, Set.of("Acme BV"), Set.of())),
                settings.approval().people());
        assertEquals(
                List.of(new AutoApproval("email.reply", "acknowledge", 20, Optional.empty())),
                settings.approval().auto());
        assertEquals(Risk.HIGH, settings.policy().unknownRecipients());
        assertEquals(
                Optional.of(new Amount(new BigDecimal("200"), "EUR")),
                settings.policy().moneyHighAt());
        assertEquals(
                Optional.of(new Amount(new BigDecimal("5000"), "EUR")),
                settings.policy().moneyRefuseAt());
        assertEquals(Map.of("email.send", 50), settings.policy().perDay());
        assertEquals(
                Set.of("mail.example", "api.x.com", "api.openai.com"),
                settings.policy().hosts());
        assertEquals(8, settings.concurrency());
        assertEquals(
                new ModelSettings(
                        Optional.of("openai/gpt-5-mini"),
                        Optional.of("openai/gpt-5-nano"),
                        Optional.empty(),
                        List.of(),
                        Map.of(),
                        Map.of(
                                "openai", provider("openai", Optional.empty(), "secret:openai"),
                                "anthropic", provider("anthropic", Optional.empty(), "env:ANTHROPIC_API_KEY"),
                                "local", provider("local", Optional.of("http://localhost:11434/v1"), "none")),
                        false),
                settings.models());
    }

    private static ProviderSettings provider(String name, Optional<String> baseUrl, String key) {
        return new ProviderSettings(
                name, Optional.empty(), baseUrl, Optional.empty(), Optional.of(key), Optional.empty(), Map.of());
    }

    @Test
    void allThatMayBeSaidOfModelsIsRead() {
        ModelSettings models =
                new Desk().with("agent.yaml", """
                        models:
                          default: eu/org/big
                          embeddings: openai/text-embedding-3-small
                          fallback: [openai/gpt-5, anthropic/claude-haiku-4-5]
                          balance:
                            eu/org/big: [eu/org/big, us/org/big]
                          providers:
                            eu: { kind: Compatible, base_url: "https://eu.example/v1", api: CHAT, timeout: 30s, tools: false, no_temperature: [o*, "big"] }
                        """).good().settings().models();

        assertEquals(Optional.of("eu/org/big"), models.usual());
        assertEquals(Optional.of("openai/text-embedding-3-small"), models.embeddings());
        assertEquals(List.of("openai/gpt-5", "anthropic/claude-haiku-4-5"), models.fallback());
        assertEquals(Map.of("eu/org/big", List.of("eu/org/big", "us/org/big")), models.balance());
        assertEquals(
                new ProviderSettings(
                        "eu",
                        Optional.of("compatible"),
                        Optional.of("https://eu.example/v1"),
                        Optional.of("chat"),
                        Optional.empty(),
                        Optional.of(Duration.ofSeconds(30)),
                        Map.of("tools", "false", "no_temperature", "o*,big")),
                models.providers().get("eu"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "models: { default: gpt-5 }",
                "models: { cheap: openai/ }",
                "models: { fallback: [/x] }",
                "models: { providers: { a: { kind: bedrock } } }",
                "models: { providers: { a: { api: soap } } }",
                "models: { providers: { a: { timeout: soon } } }",
            })
    void aWrongWordAboutModelsIsAFaultOfItsLine(String yaml) {
        assertEquals(1, new Desk().with("agent.yaml", yaml + "\n").bad().size());
    }

    @Test
    void aVaultWithoutSettingsHasTheDefaults() {
        Settings settings = new Desk().good().settings();
        assertEquals(ModelSettings.NONE, settings.models());

        assertEquals("sam", settings.owner());
        assertEquals(ZoneId.systemDefault(), settings.zone());
        assertEquals(Duration.ofSeconds(10), settings.approval().grace());
        assertEquals(Duration.ofDays(7), settings.approval().expires());
        assertEquals(Risk.HIGH, settings.policy().unknownRecipients());
        assertEquals(
                "200", settings.policy().moneyHighAt().orElseThrow().value().toString());
        assertEquals(8, settings.concurrency());
        assertEquals(Map.of(), settings.accounts());
    }

    @Test
    void aKeyWithNothingBehindItIsNotSet() {
        Settings settings = new Desk()
                .with("agent.yaml", "owner:\napproval:\n  grace:\naccounts:\npolicy: {}\n")
                .good()
                .settings();

        assertEquals("sam", settings.owner());
        assertEquals(Duration.ofSeconds(10), settings.approval().grace());
    }

    @Test
    void noBoundIsWrittenNone() {
        Settings settings = new Desk()
                .with("agent.yaml", "policy: { money: { refuse_at: none } }\n")
                .good()
                .settings();

        assertEquals(Optional.empty(), settings.policy().moneyRefuseAt());
        assertTrue(settings.policy().moneyHighAt().isPresent());
    }

    @Test
    void everyWrongValueIsNamedWithItsLine() {
        List<String> problems = new Desk()
                .with("agent.yaml", """
                        timezone: Europe/Amsterdm
                        approval:
                          grace: 10 apples
                          people:
                            mia: { may: everything }
                            bob:
                          auto:
                            - { skill: email.reply, rule: hello }
                        policy:
                          money: { high_at: 200 XQZ }
                          per_day: { email.send: many }
                          hosts: { a: b }
                        accounts: [x]
                        concurrency: 0
                        """).bad().stream().map(Problem::oneLine).toList();

        assertEquals("""
                E-CONFIG-01 `timezone` has a wrong value (agent.yaml:1): it holds `Europe/Amsterdm`, and should be a time zone such as Europe/Amsterdam or UTC
                E-CONFIG-01 `approval.grace` has a wrong value (agent.yaml:3): it holds `10 apples`, and should be a length of time such as 10s, 30m, 6h or 7d
                E-CONFIG-01 `approval.people.mia.may` has a wrong value (agent.yaml:5): it holds `everything`, and should be one of low, normal, high
                E-CONFIG-01 `approval.people.bob.may` is missing (agent.yaml:6): The highest risk they may approve
                E-CONFIG-01 `approval.auto.1.per_day` is missing (agent.yaml:8): How many a day at most
                E-CONFIG-01 `policy.money.high_at` has a wrong value (agent.yaml:10): it holds `200 XQZ`, and should be an amount such as 200 EUR, or none
                E-CONFIG-01 `policy.per_day.email.send` has a wrong value (agent.yaml:11): it holds `many`, and should be a whole number from 0 to 1000000
                E-CONFIG-01 `policy.hosts` has a wrong form (agent.yaml:12): it holds keys with values, and should be a list such as [a, b]
                E-CONFIG-01 `accounts` has a wrong form (agent.yaml:13): it holds a list, and should be names with values, one a line
                E-CONFIG-01 `concurrency` has a wrong value (agent.yaml:14): it holds `0`, and should be a whole number from 1 to 256""", String.join("\n", problems));
    }

    @Test
    void anUnknownKeyIsKeptAndTheNearestOneNamed() {
        List<Problem> warnings = new Desk()
                .with("agent.yaml", "approval: { grce: 1s }\nmodels: { whatever: 1 }\nmcp: [a]\n")
                .good()
                .warnings();

        assertEquals(1, warnings.size());
        assertEquals(ConfigCode.UNKNOWN_KEY, warnings.getFirst().code());
        assertEquals("agent.yaml:1", warnings.getFirst().where());
        assertEquals("Did you mean `grace`?", warnings.getFirst().next());
    }

    @Test
    void aKeyOfTheFileThatIsASlipAwayFromAKnownOneStopsIt() {
        Problem problem = new Desk()
                .with("agent.yaml", "aproval: { grace: 1s }\nmcp: [a]\n")
                .bad()
                .getFirst();

        assertEquals(ConfigCode.INVALID, problem.code());
        assertEquals("agent.yaml:1", problem.where());
        assertEquals("Write `approval`, or give it a name that is not so close.", problem.next());
    }

    @Test
    void yamlThatDoesNotParseIsNamedWithItsLine() {
        Problem problem =
                new Desk().with("agent.yaml", "owner: sam\nowner: mia\n").bad().getFirst();

        assertEquals(ConfigCode.UNREADABLE, problem.code());
        assertEquals("agent.yaml:2", problem.where());
    }

    @Test
    void aFileOfBadLettersIsRefusedAndNotGuessedAt() {
        Desk desk = new Desk();
        desk.world.disk().person().write(Desk.ROOT.resolve("agent.yaml"), new byte[] {'a', ':', ' ', (byte) 0xff});

        assertEquals("it is not UTF-8 text", desk.bad().getFirst().why());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "models: { providers: { openai: { key: sk-proj-abcdefghijklmnop1234 } } }",
                "models: { providers: { openai: { key: hunter2 } } }",
                "accounts: { studio: { channel: email, password: hunter2 } }",
                "accounts: { studio: { channel: email, smtp: 'smtp://sam:hunter2@mail.example' } }",
                "webhooks: { out: { url: 'https://a.example', key: whsec_hunter2 } }",
                "notify: { targets: { phone: { to: telegram, chat: '7', key: 'hunter2' } } }",
                "owner: ghp_hunter2hunter2hunter2hunter2"
            })
    void aSecretInClearIsRefusedAndNotRepeated(String yaml) {
        List<Problem> problems = new Desk().with("agent.yaml", yaml + "\n").bad();

        assertEquals(1, problems.size(), problems::toString);
        assertEquals(AuthCode.PLAIN_SECRET, problems.getFirst().code());
        assertEquals("agent.yaml:1", problems.getFirst().where());
        assertTrue(!Desk.line(problems.getFirst()).contains("hunter2"));
        assertTrue(!Desk.line(problems.getFirst()).contains("sk-proj"));
    }

    @Test
    void theEnvironmentLiesOverTheFileAndVariablesOverBoth() throws IOException {
        Desk desk = new Desk()
                .with("agent.yaml", EXAMPLE)
                .with("agent.prod.yaml", "approval:\n  grace: 30s\n  people: { mia: { may: high } }\n")
                .withVariables(Map.of(
                        "AGENT_ENV", "prod",
                        "AGENT__POLICY__PER_DAY__EMAIL_SEND", "7",
                        "AGENT__POLICY__HOSTS", "[a.example, b.example]",
                        "AGENT__MODELS__DEFAULT", "anthropic/claude"));
        Settings settings = desk.good().settings();
        Origins origins = desk.settings().origins(Optional.empty());

        assertEquals(Duration.ofSeconds(30), settings.approval().grace());
        assertEquals(Duration.ofDays(7), settings.approval().expires());
        assertEquals(Risk.HIGH, Desk.at(settings.approval().people(), "mia").may());
        assertEquals(
                Set.of("Acme BV"), Desk.at(settings.approval().people(), "mia").clients());
        assertEquals(Map.of("email.send", 7), settings.policy().perDay());
        assertEquals(Set.of("a.example", "b.example"), settings.policy().hosts());
        assertEquals(
                List.of(new Origins.Value("approval.grace", "30s", "agent.prod.yaml:2")), origins.of("approval.grace"));
        assertEquals(
                List.of(new Origins.Value("models.default", "anthropic/claude", "AGENT__MODELS__DEFAULT")),
                origins.of("models.default"));
        assertEquals(
                List.of(new Origins.Value("policy.per_day.email.send", "7", "AGENT__POLICY__PER_DAY__EMAIL_SEND")),
                origins.of("policy.per_day.email.send"));
        assertEquals(List.of(new Origins.Value("owner", "sam", "agent.yaml:4")), origins.of("owner"));
        assertEquals(List.of(new Origins.Value("concurrency", "8", "default")), origins.of("concurrency"));
        assertEquals(
                List.of("approval.people.sam.may", "approval.people.mia.may", "approval.people.mia.clients"),
                origins.of("approval.people").stream().map(Origins.Value::key).toList());
        assertEquals(List.of(), origins.of("approval.nothing"));
    }

    @Test
    void aWrongVariableIsNamedAndALessonlessNameWarnedOf() {
        Desk desk = new Desk()
                .withVariables(Map.of("AGENT__APPROVAL__GRACE", "soon", "AGENT__", "x", "AGENT__POLICY__HOSTS", "[a"));

        assertEquals(
                List.of("AGENT__POLICY__HOSTS", "AGENT__APPROVAL__GRACE", "AGENT__"),
                desk.bad().stream().map(Problem::where).toList());
    }

    @Test
    void aVariableThatNothingReadsIsAProblemOfItsOwn() {
        Desk desk = new Desk()
                .withVariables(
                        Map.of("AGENT__NOSUCH__KEY", "1", "AGENT__APPROVAL__GRASE", "2s", "AGENT__OWNER", "mia"));

        assertEquals(
                List.of(
                        "AGENT__APPROVAL__GRASE The variable `AGENT__APPROVAL__GRASE` names no setting",
                        "AGENT__NOSUCH__KEY The variable `AGENT__NOSUCH__KEY` names no setting"),
                desk.bad().stream()
                        .map(problem -> problem.where() + " " + problem.what())
                        .toList());
    }

    @Test
    void anEnvironmentWithoutAFileIsRefused() throws IOException {
        SettingsFile.Loaded loaded = new Desk().settings().load(Optional.of("prdo"));
        SettingsFile.Loaded hostile = new Desk().settings().load(Optional.of("../x"));

        assertEquals(
                List.of(ConfigCode.NO_ENVIRONMENT),
                ((SettingsFile.Loaded.Bad) loaded)
                        .problems().stream().map(Problem::code).toList());
        assertEquals(
                List.of(ConfigCode.NO_ENVIRONMENT),
                ((SettingsFile.Loaded.Bad) hostile)
                        .problems().stream().map(Problem::code).toList());
    }
}
