package dev.factotum.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.engine.OverviewReader;
import dev.factotum.vault.LedgerEntry.Parked;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import dev.factotum.world.Person;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class DashboardTest {
    private static final Path ROOT = Path.of("/vault");
    private static final Path FILE = ROOT.resolve("Dashboard.md");
    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
    private static final String TEMPLATE =
            "# Dashboard\n\n<!-- agent:dashboard -->\nnew\n<!-- /agent:dashboard -->\n\nmine\n";

    private final TestWorld test = TestWorld.seeded(3);
    private final Person person = test.disk().person();
    private final Vault vault;
    private final Dashboard dashboard;

    DashboardTest() throws IOException {
        vault = Vault.create(test.world(), ROOT);
        dashboard = new Dashboard(vault, TEMPLATE.getBytes(StandardCharsets.UTF_8));
    }

    private boolean refresh(Ended... last) throws IOException {
        return dashboard.refresh(new OverviewReader(vault).read(), List.of(last), ZONE);
    }

    private void matter(Stage stage, int number, String properties, String body) {
        String id = "01KAGRZ3M8D2V6Q4T0X9N5C" + (100 + number);
        person.write(
                vault.folder(stage).resolve("Matter " + number + ".md"),
                "---\n" + properties + "id: " + id + "\n---\n\n# Matter " + number + "\n\n" + body);
    }

    private static MatterId id(int number) {
        return new MatterId("01KAGRZ3M8D2V6Q4T0X9N5C" + (100 + number));
    }

    @Test
    void theDashboardSaysWhatWaitsWhatIsPlannedWhatIsWrongAndWhatWasDone() throws IOException {
        matter(
                Stage.PENDING_APPROVAL,
                1,
                "risk: high\nclient: Acme BV\ndue: 2026-11-21\n",
                "> [!failure] Failed at step s2\n> No such mailbox.\n");
        matter(Stage.PENDING_APPROVAL, 2, "risk: low\n", "");
        matter(Stage.APPROVED, 3, "", "");
        vault.ledgers()
                .of(id(3))
                .append(new Parked(TestWorld.START, "s1", Instant.parse("2026-11-24T08:00:00Z"), "not before"));
        person.write(ROOT.resolve("PAUSE.md"), "# Paused\n\nMia is away\n");
        assertTrue(refresh(new Ended(Instant.parse("2026-11-20T07:31:00Z"), "Send invoice 1041", "done")));
        assertEquals("""
                # Dashboard

                <!-- agent:dashboard -->
                **Paused.** Nothing goes out until PAUSE.md is deleted: Mia is away

                **2 matters wait** for you · one approved · one problem

                ### Waiting for you

                - [[Matter 1]] · **high risk** · Acme BV · due 2026-11-21 · a step failed: No such mailbox.
                - [[Matter 2]] · your decision

                ### Approved

                - [[Matter 3]] · Tue 24 Nov 09:00 (not before)

                ### What is wrong

                - E-VAULT-09 PAUSE.md: The agent is paused: nothing outward starts. agent resume, or delete PAUSE.md, lets it go on.

                ### Done last

                - Fri 20 Nov 08:31 · [[Send invoice 1041]] · done

                Steps run on **%s**.
                <!-- /agent:dashboard -->

                mine
                """.formatted(vault.executor().name()), person.read(FILE));
    }

    @Test
    void aSecondLookWritesNothingThoughTimeWentOn() throws IOException {
        matter(Stage.PENDING_APPROVAL, 1, "", "");
        assertTrue(refresh());
        test.clock().advance(Duration.ofMinutes(5));
        assertFalse(refresh());
    }

    @Test
    void everythingOutsideTheMarkersStaysByteForByte() throws IOException {
        byte[] mine = "\ufeffvör\r\n<!-- agent:dashboard -->\r\nold\r\n<!-- /agent:dashboard -->\r\n\u00ff end"
                .getBytes(StandardCharsets.UTF_8);
        byte[] broken = java.util.Arrays.copyOf(mine, mine.length + 1);
        broken[mine.length] = (byte) 0xC3;
        person.write(FILE, broken);
        assertTrue(refresh());
        String text = new String(person.bytes(FILE), StandardCharsets.ISO_8859_1);
        assertTrue(
                text.startsWith(new String(
                        "\ufeffvör\r\n<!-- agent:dashboard -->\r\nNothing waits for you\r\n"
                                .getBytes(StandardCharsets.UTF_8),
                        StandardCharsets.ISO_8859_1)),
                text);
        assertTrue(text.endsWith("<!-- /agent:dashboard -->\r\n\u00c3\u00bf end\u00c3"), text);
        assertFalse(refresh());
    }

    @Test
    void withoutMarkersThereIsNoDashboardAndNoError() throws IOException {
        person.write(FILE, "my own page\n");
        assertFalse(refresh());
        assertEquals("my own page\n", person.read(FILE));
    }

    @Test
    void aPageOfAThousandMattersStaysShort() throws IOException {
        for (int i = 0; i < 300; i++) {
            matter(Stage.PENDING_APPROVAL, i, "", "");
            matter(Stage.APPROVED, 300 + i, "", "");
        }
        assertTrue(refresh());
        assertTrue(person.read(FILE).lines().count() < 60, person.read(FILE));
        assertTrue(person.read(FILE).contains("- and 280 more\n"), person.read(FILE));
    }

    @Test
    void manyThatWaitForOneReasonAreOneLine() throws IOException {
        for (int i = 0; i < 40; i++) {
            matter(Stage.PENDING_APPROVAL, i, "", "> [!failure] Failed at step s1\n> X is down.\n");
        }
        matter(Stage.PENDING_APPROVAL, 50, "", "> [!question] No plan yet\n> No rule matches this.\n");
        assertTrue(refresh());
        assertTrue(
                person.read(FILE)
                        .contains("- 40 matters, such as [[Matter 0]] · a step failed: X is down.\n- [[Matter 50]]"),
                person.read(FILE));
    }

    @Test
    void whatMessagesSayIsNeverMarkup() throws IOException {
        person.write(
                vault.folder(Stage.PENDING_APPROVAL).resolve("a]] b.md"),
                "---\nclient: \"<b>x</b>\"\n---\n# ![[x]] <!-- /agent:dashboard -->\n\n> [!failure] Failed\n> - [ ] **Approve** ^approve-r1\n");
        assertTrue(refresh());
        String page = person.read(FILE);
        assertFalse(page.replace("\\<", "").contains("<b"), page);
        assertFalse(page.replace("\\[", "").contains("- ["), page);
        assertEquals(1, page.split("\n<!-- /agent:dashboard -->", -1).length - 1, page);
        assertFalse(refresh());
    }
}
