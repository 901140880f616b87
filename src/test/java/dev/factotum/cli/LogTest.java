package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.audit.AuditEvent;
import dev.factotum.audit.AuditLog;
import dev.factotum.cli.AgentRun.Ended;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTest {
    private static final Instant MORNING = Instant.parse("2026-11-18T08:31:14Z");

    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void aVaultWithSomeHistory() throws IOException {
        shop = Shop.in(folder);
        record(MORNING, "one", "sam");
        record(MORNING.plusSeconds(86_400), "two", "mia");
        record(MORNING.plusSeconds(86_460), "three", "sam");
    }

    private void record(Instant at, String detail, String by) throws IOException {
        Vault vault = shop.vault();
        try (AuditLog audit = new AuditLog(vault, ZoneOffset.UTC)) {
            List<Long> numbers = audit.append(List.of(AuditEvent.ofVault(at, "config", by, detail)));
            assertEquals(1, numbers.size());
        }
    }

    @Test
    void theNewestEntriesAreShownOldestFirst() {
        assertEquals(new Ended(0, """
                        2026-11-19 08:31:14  config     two · by mia  #2
                        2026-11-19 08:32:14  config     three · by sam  #3
                        """, ""), shop.agent().run("log", "-n", "2"));
    }

    @Test
    void entriesAreChosenByTimeAndPerson() {
        assertEquals(
                "2026-11-19 08:31:14  config     two · by mia  #2\n",
                shop.agent().run("log", "--agent", "MIA").out());
        assertEquals(
                2,
                shop.agent().run("log", "--since", "2026-11-19").out().lines().count());
        Ended wrong = shop.agent().run("log", "--since", "yesterday");
        assertEquals(2, wrong.exit());
        assertTrue(wrong.err().contains("--since does not read as a time: yesterday"), wrong.err());
    }

    @Test
    void mattersAreNumberedAndTheirGesturesNamed() throws IOException {
        MatterId one = shop.add(Shop.plan("One"));
        shop.add(Shop.plan("Two"));
        assertEquals(0, shop.agent().run("approve", "Two").exit());

        List<String> lines = shop.agent().run("log", "-n", "6").out().lines().toList();

        assertTrue(lines.get(0).contains("  intake     @1 Two · plan  #"), lines::toString);
        assertTrue(
                lines.get(2).contains("  approved   @1 Two · revision 1, risk normal · by sam (on the command line)"),
                lines::toString);
        assertTrue(lines.get(3).contains("  simulated  @1 Two s1 x.post · → simulated: Outbox/x/"), lines::toString);
        assertTrue(shop.agent().run("show", "@1").out().startsWith("Two\n"));
        assertEquals(
                2,
                shop.agent().run("log", "--matter", one.value()).out().lines().count());
        assertEquals(2, shop.agent().run("log", "--matter", "one").out().lines().count());
    }

    @Test
    void programsGetOneObjectALine() {
        assertEquals(
                """
                {"v":1,"kind":"event","seq":1,"t":"2026-11-18T08:31:14Z","type":"ActivityUpdate","ev":"config",\
                "matter":null,"title":null,"step":null,"skill":null,"by":"sam","via":null,"receipt":null,\
                "detail":"one"}
                """,
                shop.agent()
                                .run("log", "--json", "--since", "2026-11-18", "--agent", "sam", "-n", "2")
                                .out()
                                .lines()
                                .findFirst()
                                .orElse("")
                        + "\n");
    }

    @Test
    void aLogThatNobodyTouchedVerifies() {
        Ended ended = shop.agent().run("log", "verify");

        assertEquals(0, ended.exit(), ended.err());
        assertTrue(ended.out().startsWith("✓ 3 entries, none altered.\nLevel 1: "), ended.out());
        assertEquals(
                "{\"v\":1,\"kind\":\"verify\",\"ok\":true,\"entries\":3,\"level\":1}\n",
                shop.agent().run("log", "verify", "--json").out());
    }

    @Test
    void oneEntryIsCountedInTheSingular() throws IOException {
        Shop fresh = Shop.in(folder.resolve("fresh"));
        try (AuditLog audit = new AuditLog(fresh.vault(), ZoneOffset.UTC)) {
            audit.append(List.of(AuditEvent.ofVault(MORNING, "config", "sam", "one")));
        }

        assertTrue(fresh.agent().run("log", "verify").out().startsWith("✓ 1 entry, none altered.\n"));
        assertTrue(fresh.agent().run("status").out().contains(" · 1 entry in the log\n"));
    }

    @Test
    void withoutAHeadOutsideTheVaultItSaysSo() throws IOException {
        Ended ended = shop.elsewhere().agent().run("log", "verify");

        assertEquals(0, ended.exit(), ended.err());
        assertTrue(ended.out().contains("Level 0: no head is kept outside the vault"), ended.out());
    }

    @Test
    void anAlteredEntryIsNamedWithFileAndLine() throws IOException {
        Path chain = shop.root().resolve(".agent/audit/2026-11.ndjson");
        Files.writeString(chain, Files.readString(chain).replace("\"two\"", "\"2wo\""));

        Ended ended = shop.agent().run("log", "verify");

        assertEquals(6, ended.exit());
        assertTrue(
                ended.err()
                        .startsWith("agent: Entry #2 of the audit log is not as it was written. [E-AUDIT-01]\n"
                                + "  where:  .agent/audit/2026-11.ndjson:2\n"),
                ended.err());
        String json = shop.agent().run("log", "verify", "--json").out();
        assertTrue(json.contains("\"ok\":false") && json.contains("\"line\":2,\"seq\":2"), json);
    }

    @Test
    void aPersonAcceptsWhatStandsAndTheLogSaysThatToo() throws IOException {
        Path chain = shop.root().resolve(".agent/audit/2026-11.ndjson");
        Files.writeString(chain, Files.readString(chain).replace("\"two\"", "\"2wo\""));

        Ended unasked = shop.agent().run("log", "accept", "--no-input");
        assertEquals(2, unasked.exit());
        assertTrue(unasked.err().contains("E-COMMAND-05"), unasked.err());
        assertEquals(6, shop.agent().run("log", "verify").exit());

        Ended accepted = shop.agent().run("log", "accept", "--yes");
        assertEquals(0, accepted.exit(), accepted.err());
        assertEquals("Accepted by sam; the log says so from now on.\n", accepted.out());
        Ended after = shop.agent().run("log", "verify");
        assertEquals(0, after.exit(), after.err());
        assertTrue(shop.agent().run("log").out().contains("accept"), "the acceptance is an entry");
    }

    /** As a restored backup, or somebody who wants an hour forgotten, would do it. */
    @Test
    void chainAndPageRolledBackTogetherAreCaughtByTheHeadOutsideTheVaultUntilAccepted() throws IOException {
        Path audit = shop.root().resolve(".agent/audit/2026-11.ndjson");
        Path page = shop.root().resolve("Audit_Log.md");
        byte[] olderChain = Files.readAllBytes(audit);
        byte[] olderPage = Files.readAllBytes(page);
        record(MORNING.plusSeconds(90_000), "four", "sam");
        record(MORNING.plusSeconds(90_060), "five", "mia");
        Files.write(audit, olderChain);
        Files.write(page, olderPage);

        Ended caught = shop.agent().run("log", "verify");
        assertEquals(6, caught.exit());
        assertTrue(caught.err().startsWith("agent: Entry #4 of the audit log is not as it was written."), caught.err());
        assertTrue(caught.err().contains("entry 5 was remembered outside the vault"), caught.err());
        Ended elsewhere = shop.elsewhere().agent().run("log", "verify");
        assertEquals(0, elsewhere.exit(), elsewhere.err());
        assertTrue(elsewhere.out().contains("3 entries, none altered.\nLevel 0: "), elsewhere.out());

        assertEquals(0, shop.agent().run("log", "accept", "--yes").exit());
        Ended accepted = shop.agent().run("log", "verify");
        assertEquals(0, accepted.exit(), accepted.err());
        assertTrue(accepted.out().startsWith("✓ 4 entries, none altered.\nLevel 1: "), accepted.out());
        String told = shop.agent().run("log", "-n", "1").out();
        assertTrue(told.contains("  accepted   → ") && told.endsWith("by sam  #4\n"), told);

        Files.write(audit, olderChain);
        Files.write(page, olderPage);
        Ended again = shop.agent().run("log", "verify");
        assertEquals(6, again.exit());
        assertTrue(again.err().startsWith("agent: Entry #4 of the audit log"), again.err());
    }

    @Test
    void onlyTheExecutorAccepts() throws IOException {
        Ended ended = shop.elsewhere().agent().run("log", "accept", "--yes");

        assertEquals(4, ended.exit());
        assertTrue(ended.err().contains("E-VAULT-02"), ended.err());
    }

    @Test
    void theWholeLogIsWrittenOutForOtherPrograms() throws IOException {
        Ended lines = shop.agent().run("log", "export", "--ndjson");
        assertEquals(shop.read(".agent/audit/2026-11.ndjson"), lines.out());

        Ended csv = shop.agent().run("log", "export", "--csv", "out.csv");
        assertEquals(0, csv.exit(), csv.err());
        List<String> rows = new ArrayList<>(shop.read("out.csv").lines().toList());
        assertTrue(rows.getFirst().startsWith("seq,t,type,ev,"), rows::toString);
        assertEquals(4, rows.size());

        Ended again = shop.agent().run("log", "export", "--csv", "out.csv");
        assertEquals(2, again.exit());
        assertTrue(again.err().contains("The file is there already"), again.err());
        assertEquals(2, shop.agent().run("log", "export").exit());
    }

    @Test
    void followingShowsWhatIsRecordedMeanwhile() throws IOException {
        Vault vault = shop.vault();
        List<String> seen = new ArrayList<>();
        AgentRun agent = shop.agent().whilePausing(pause -> {
            if (pause == 1) {
                record(MORNING.plusSeconds(90_000), "four", "sam");
            }
            return pause < 3;
        });

        Ended ended = agent.run("log", "-f", "-n", "1");

        ended.out().lines().forEach(seen::add);
        assertEquals(130, ended.exit(), ended.err());
        assertEquals(2, seen.size(), seen::toString);
        assertTrue(seen.getFirst().endsWith("#3") && seen.getLast().endsWith("#4"), seen::toString);
        assertEquals(shop.root(), vault.root());
    }

    @Test
    void reasonsAndTimesAreInPlainWords() throws IOException {
        shop.add(Shop.plan("Later").replace("account: shop", "account: shop\nnot_before: 2099-01-05 09:00"));
        shop.add("Something that no rule is about");
        assertEquals(0, shop.agent().run("approve", "Later").exit());

        String log = shop.agent().run("log").out();

        assertFalse(log.contains("no_plan"), log);
        assertFalse(log.contains("2099-01-05T"), log);
        assertTrue(log.contains("until 5 Jan 2099 09:00"), log);
        assertTrue(log.contains("nothing could plan it: "), log);
    }
}
