package dev.factotum.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.config.Settings.AgentSettings;
import dev.factotum.config.Settings.ClientSettings;
import dev.factotum.config.Settings.Contact;
import dev.factotum.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NotesTest {
    private static final String CLIENT = """
            ---
            domains: [acme.example]
            accounts: { x: acme, email: studio, odoo: studio }
            approvers: { normal: [sam, mia], high: [sam] }
            budget: { month: 20 EUR }
            language: nl
            tone: short, warm, exact
            hashtags: [ams, coffee]
            never: [prices in public replies]
            posting_times: { x: [MON 09:00, 17:30] }
            ---
            # Acme BV
            """;
    private static final String AGENT = """
            ---
            role: X agent
            model: openai/gpt-5-mini
            fallback: [anthropic/claude-haiku-4-5]
            temperature: 0.7
            skills: [x.*, trends.*, content.*]
            approval: manual
            handles: [mention@x, comment@x]
            schedule: "every 30m"
            budget: { day: 200 calls, 1.00 USD }
            ---
            """;
    private static final String ACCOUNTS = """
            accounts:
              acme: { channel: x }
              studio: { channel: email }
            """;

    @Test
    void theExamplesOfTheFormatsAreRead() {
        SettingsFile.Loaded.Good good = new Desk()
                .with("agent.yaml", ACCOUNTS)
                .with("Clients/Acme BV/Client.md", CLIENT)
                .with("Agents/x.md", AGENT)
                .with("Persona.md", "---\ntone: dry\ntags: [a]\n---\n")
                .good();

        assertEquals(List.of(), good.warnings());
        assertEquals(
                Map.of(
                        "Acme BV",
                        new ClientSettings(
                                "Acme BV",
                                Set.of("acme.example"),
                                Map.of("x", "acme", "email", "studio", "odoo", "studio"),
                                Map.of(Risk.NORMAL, Set.of("sam", "mia"), Risk.HIGH, Set.of("sam")),
                                Map.of("x", List.of("MON 09:00", "17:30")),
                                month("20 EUR"))),
                good.settings().clients());
        assertEquals(
                List.of(new AgentSettings(
                        "x",
                        "X agent",
                        List.of("x.*", "trends.*", "content.*"),
                        List.of("mention@x", "comment@x"),
                        Optional.of("openai/gpt-5-mini"),
                        List.of("anthropic/claude-haiku-4-5"),
                        Optional.of(0.7),
                        new BudgetSettings(
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                limits("200 calls", "1.00 USD"),
                                List.of()))),
                good.settings().agents());
    }

    private static BudgetSettings month(String limit) {
        return new BudgetSettings(List.of(), List.of(), List.of(), List.of(), List.of(), limits(limit));
    }

    private static List<BudgetSettings.Limit> limits(String... texts) {
        return java.util.Arrays.stream(texts)
                .flatMap(text -> BudgetSettings.Limit.parse(text).stream())
                .toList();
    }

    @Test
    void aBrokenClientIsAProblemForItselfAloneAndNobodyMayApproveForIt() {
        SettingsFile.Loaded.Good good = new Desk()
                .with("agent.yaml", ACCOUNTS)
                .with("Clients/Acme BV/Client.md", CLIENT)
                .with("Clients/Bad/Client.md", "---\ndomains: [nonsense]\napprovers: { high: [sam] }\n---\n")
                .with("Clients/Torn/Client.md", "---\na: [\n---\n")
                .with("Clients/Empty/Content/x.md", "x")
                .good();

        assertEquals(
                List.of("Clients/Bad/Client.md:2", "Clients/Torn/Client.md"),
                good.warnings().stream()
                        .map(Problem::where)
                        .map(where -> where.startsWith("Clients/Torn") ? "Clients/Torn/Client.md" : where)
                        .toList());
        assertEquals(
                Map.of(Risk.LOW, Set.of(), Risk.NORMAL, Set.of(), Risk.HIGH, Set.of()),
                Desk.at(good.settings().clients(), "Bad").approvers());
        assertEquals(
                Desk.at(good.settings().clients(), "Bad").approvers(),
                Desk.at(good.settings().clients(), "Torn").approvers());
        assertEquals(
                BudgetSettings.NOTHING,
                Desk.at(good.settings().clients(), "Bad").budget());
        assertEquals(Map.of(), Desk.at(good.settings().clients(), "Empty").approvers());
        assertEquals(
                Set.of("acme.example"),
                Desk.at(good.settings().clients(), "Acme BV").domains());
    }

    @Test
    void aBrokenAgentIsLeftOutAndAClientsUnknownAccountNamed() {
        SettingsFile.Loaded.Good good = new Desk()
                .with("agent.yaml", ACCOUNTS)
                .with("Agents/x.md", "---\ntemperature: hot\n---\n")
                .with("Agents/office.md", "---\nrole: Front desk\nskills: x.*, email.*\n---\n")
                .with("Clients/Acme BV/Client.md", "---\naccounts: { x: acmee }\n---\n")
                .good();

        assertEquals(
                List.of(new AgentSettings(
                        "office",
                        "Front desk",
                        List.of("x.*", "email.*"),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        BudgetSettings.NONE)),
                good.settings().agents());
        assertEquals(
                List.of(
                        "Clients/Acme BV/Client.md:2 Did you mean `acme`?",
                        "Agents/x.md:2 Write a number from 0 to 2 there."),
                good.warnings().stream()
                        .sorted(java.util.Comparator.comparing((Problem problem) -> problem.where())
                                .reversed())
                        .map(problem -> problem.where() + " " + problem.next())
                        .toList());
    }

    @Test
    void contactsAreNotesAndTheLinesOfAClientsList() {
        SettingsFile.Loaded.Good good = new Desk()
                .with("Contacts/Mila Hofman.md", "---\nemails: [Mila@hofman.example, p@hofman.example]\n---\n")
                .with("Contacts/Iris.md", "---\nname: Iris Bloem\nemails: iris@b.example\nclient: Acme BV\n---\n")
                .with("Contacts/How contacts work.md", "- Jo Peters <jo@evil.example>\n")
                .with("Contacts/Wrong.md", "---\nemails: [not an address]\nclient: Acme\n---\n")
                .with("Clients/Acme BV/Contacts.md", """
                        # Contacts at Acme BV

                        - Jo Peters <jo@acme.example> office manager
                        - just a line with jo2@acme.example
                        > - Quoted <q@acme.example>

                        ```text
                        - Example <ex@acme.example>
                        ```
                        * Karim <Karim@acme.example>
                        """)
                .good();

        assertEquals(
                Set.of(
                        new Contact("Mila Hofman", "mila@hofman.example", Optional.empty()),
                        new Contact("Mila Hofman", "p@hofman.example", Optional.empty()),
                        new Contact("Iris Bloem", "iris@b.example", Optional.of("Acme BV")),
                        new Contact("Jo Peters", "jo@acme.example", Optional.of("Acme BV")),
                        new Contact("Karim", "karim@acme.example", Optional.of("Acme BV"))),
                Set.copyOf(good.settings().contacts()));
        assertEquals(
                List.of("Contacts/Wrong.md:3", "Contacts/Wrong.md:2"),
                good.warnings().stream().map(Problem::where).toList());
    }

    @Test
    void aLinkIsNotFollowed() {
        Desk desk = new Desk().with("elsewhere.md", CLIENT);
        desk.world.disk().person().link(Desk.ROOT.resolve("Clients/Acme BV/Client.md"), "/vault/elsewhere.md");

        SettingsFile.Loaded.Good good = desk.good();

        assertEquals(Set.of(), Desk.at(good.settings().clients(), "Acme BV").domains());
        assertTrue(good.warnings().getFirst().why().contains("link"));
    }
}
