package dev.factotum.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.vault.MatterId;
import dev.factotum.world.Person;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

class AuditLogTest {
    @Test
    void theChainAndThePageReadAsTheFormatsSay() {
        Book book = new Book(1);

        assertEquals(List.of(1L), book.append(List.of(Book.done("Send invoice 1042 to Acme"))));
        assertEquals(
                List.of(2L, 3L),
                book.append(List.of(
                        Book.detailed("Say \"hi\"", "rev 2", "a \\ b"),
                        AuditEvent.ofVault(Instant.parse("2026-11-20T23:00:00Z"), "config", "sam", "owner set"))));

        assertEquals("""
                # Audit log

                What was done here, in the order in which it was done. `agent log verify` checks every entry. Lines of your own are welcome and stay as they are.

                ## 2026-11-20

                - 09:31:14 **done** `Send invoice 1042 to Acme` s1 odoo.invoice.create → INV/2026/01042 · agent office #1·00000000
                - 09:31:14 **approved** `Say "hi"` → rev 2 · `a \\ b` · by sam (moved in the folder) #2·00000000

                ## 2026-11-21

                - 00:00:00 **config** · owner set · by sam #3·00000000
                """, book.page().replaceAll("·[0-9a-f]{8}\n", "·00000000\n"));
        assertEquals(
                """
                {"v":1,"seq":1,"t":"2026-11-20T08:31:14.020Z","type":"ActionExecuted","ev":"done","matter":"01KAGRZ3M8D2V6Q4T0X9N5C7BH","n":7,"step":"s1","skill":"odoo.invoice.create@2","by":"office","receipt":"INV/2026/01042","line":"L","prev":"P","h":"H"}
                {"v":1,"seq":2,"t":"2026-11-20T08:31:14.020Z","type":"HumanResponseReceived","ev":"approved","matter":"01KAGRZ3M8D2V6Q4T0X9N5C7BH","n":3,"by":"sam","via":"moved in the folder","receipt":"rev 2","detail":"a \\\\ b","line":"L","prev":"P","h":"H"}
                {"v":1,"seq":3,"t":"2026-11-20T23:00:00.000Z","type":"ActivityUpdate","ev":"config","by":"sam","detail":"owner set","line":"L","prev":"P","h":"H"}
                """,
                book.chain()
                        .replaceAll("\"line\":\"[0-9a-f]{64}\"", "\"line\":\"L\"")
                        .replaceAll("\"prev\":\"[0-9a-f]{64}\"", "\"prev\":\"P\"")
                        .replaceAll("\"h\":\"[0-9a-f]{64}\"", "\"h\":\"H\""));
        assertEquals(new AuditCheck(true, 3, 1, Optional.empty()), book.verify());
    }

    /** As any other program would check it: with a JSON parser, an RFC 8785 library and SHA-256. */
    @Test
    void theHashesAreWhatTheFormatsSay() throws IOException {
        Book book = new Book(1);
        book.append(List.of(Book.done("A"), Book.detailed("B", "\"x\" \\ é 🦊", "z")));

        String prev = "0".repeat(64);
        List<String> page =
                book.page().lines().filter(line -> line.startsWith("- ")).toList();
        List<String> chain = book.chain().lines().toList();
        for (int i = 0; i < chain.size(); i++) {
            var json = new com.fasterxml.jackson.databind.ObjectMapper().readTree(chain.get(i));
            var rest = ((com.fasterxml.jackson.databind.node.ObjectNode) json.deepCopy()).without(List.of("prev", "h"));
            String canonical = new JsonCanonicalizer(rest.toString()).getEncodedString();
            String hash = dev.factotum.vault.Digest.of("agent-audit-1\n" + prev + "\n" + canonical)
                    .hex();
            assertEquals(prev, json.get("prev").asText());
            assertEquals(hash, json.get("h").asText());
            assertTrue(page.get(i).endsWith(" #" + (i + 1) + "·" + hash.substring(0, 8)));
            String bare = page.get(i).replaceAll(" #[0-9]+·[0-9a-f]{8}$", "").replaceFirst("\\*\\* `[^`]*`", "**");
            assertEquals(
                    dev.factotum.vault.Digest.of(bare).hex(), json.get("line").asText());
            prev = hash;
        }
    }

    @Test
    void nothingInAnEntryCanBeALinkMarkupOrASecondLine() {
        Book book = new Book(1);
        book.append(List.of(Book.detailed(
                "hi`\n- [ ] **Approve** ^a [[Note]] <b>",
                "https://x.com/1 [[Note]] ![[x]]",
                "mail jo.peters+x@acme.example or <b>#tag</b>\u202e`code`")));

        String line = book.page()
                .lines()
                .filter(text -> text.startsWith("- "))
                .findFirst()
                .orElseThrow();
        assertEquals(
                "- 09:31:14 **approved** `hi' - [ ] **Approve** ^a [[Note]] <b>` → `https://x.com/1 [[Note]] ![[x]]`"
                        + " · `mail j…@acme.example or <b>#tag</b>'code'` · by sam (moved in the folder)",
                line.substring(0, line.lastIndexOf(" #")));
        assertFalse(book.chain().contains("jo.peters"));
        assertTrue(book.verify().ok());
    }

    @Test
    void addressesAreMaskedButAMessageIdInAReceiptIsProof() {
        assertEquals("j…@acme.example, p…@b.example", Cleaning.masked("jo@acme.example, peter.x@b.example", true));
        assertEquals(
                "accepted, message k7q2@studio.example",
                Cleaning.masked("accepted, message k7q2@studio.example", true));
        assertEquals("message k…@studio.example", Cleaning.masked("message k7q2@studio.example", false));
        assertEquals("\"j…@x.example", Cleaning.masked("\"jo..@x.example", false));
    }

    @Test
    void onlyTheEndOfTheChainIsEverReadToAppend() throws IOException {
        Book book = new Book(1);
        book.append(1500);
        book.append(1500);
        Book next = book.beside();
        next.append(1);
        int before = next.world.disk().trace().size();

        next.append(1);

        List<String> used = next
                .world
                .disk()
                .trace()
                .subList(before, next.world.disk().trace().size())
                .stream()
                .filter(operation -> !operation.name().equals("facts"))
                .map(operation -> operation.name() + " " + operation.path().getFileName())
                .filter(text -> !text.contains("lock"))
                .toList();
        assertEquals(
                List.of("list audit", "append 2026-11.ndjson", "force 2026-11.ndjson", "append Audit_Log.md"),
                used.stream()
                        .filter(text -> !text.contains("json.tmp"))
                        .limit(4)
                        .toList(),
                used::toString);
        assertTrue(used.size() < 8, used::toString);
    }

    @Test
    void twoProcessesMakeOneChain() {
        Book one = new Book(1);
        Book other = one.beside();
        for (int i = 0; i < 20; i++) {
            (i % 3 == 0 ? one : other).append(1 + i % 4);
        }

        AuditCheck check = one.verify();
        assertEquals(new AuditCheck(true, check.entries(), 1, Optional.empty()), check);
        assertEquals(check.entries(), other.verify().entries());
        assertEquals(50, check.entries());
    }

    @Test
    void entriesAreReadFromTheEndAndFollowedAcrossMonths() throws IOException {
        Book book = new Book(1);
        assertEquals(new Cursor("", 0), book.log.end());
        Cursor start = book.log.end();
        book.append(5);
        Cursor middle = book.log.end();
        book.world.clock().advance(Duration.ofDays(12));
        book.append(5);

        assertEquals(
                LongStream.rangeClosed(1, 10).boxed().toList(),
                seqs(book.log.readFrom(start, 100).entries()));
        assertEquals(List.of(6L, 7L), seqs(book.log.readFrom(middle, 2).entries()));
        Cursor next = book.log.readFrom(middle, 2).next();
        assertEquals(List.of(8L, 9L, 10L), seqs(book.log.readFrom(next, 100).entries()));
        Cursor end = book.log.readFrom(next, 100).next();
        assertEquals(book.log.end(), end);
        assertEquals(List.of(), book.log.readFrom(end, 100).entries());
        assertEquals(List.of(3L, 5L, 7L, 9L).subList(1, 4), seqs(book.log.read(entry -> entry.seq() % 2 == 1, 3)));
        assertEquals(Set.of(7L), book.log.recorded(Book.MATTER, Book.NOON));
        assertEquals(Set.of(), book.log.recorded(new MatterId("01KAGRZ3M8D2V6Q4T0X9N5C7BJ"), Book.NOON));
    }

    private static List<Long> seqs(List<AuditRecord> entries) {
        return entries.stream().map(AuditRecord::seq).toList();
    }

    @Test
    void theLogIsExportedAsTablesAndAsItStands() throws IOException {
        Book book = new Book(1);
        book.append(List.of(Book.done("A"), Book.detailed("B", "=cmd()", "a, \"b\"")));

        StringBuilder lines = new StringBuilder();
        book.log.export(AuditExport.NDJSON, lines);
        assertEquals(book.chain(), lines.toString());
        StringBuilder table = new StringBuilder();
        book.log.export(AuditExport.CSV, table);
        List<String> rows = table.toString().lines().toList();
        assertEquals("seq,t,type,ev,matter,n,step,skill,by,via,receipt,detail,prev,h", rows.getFirst());
        assertTrue(rows.get(2)
                .startsWith("2,2026-11-20T08:31:14.020Z,HumanResponseReceived,approved,01KAGRZ3M8D2V6Q4T0X9N5C7BH,3,,,"
                        + "sam,moved in the folder,'=cmd(),\"a, \"\"b\"\"\","));
    }

    @Test
    void aPageIsSetAsideWhenItIsFullAndWhenTheMonthEnds() {
        Book book = new Book(1);
        for (int i = 0; i < 13; i++) {
            book.append(500);
        }
        book.world.clock().advance(Duration.ofDays(12));
        book.append(3);
        Person person = book.person();

        assertEquals(
                List.of("2026-11-2.md", "2026-11-3.md", "2026-11.md"),
                person.files(Book.ROOT.resolve("Audit")).keySet().stream()
                        .sorted()
                        .toList());
        assertEquals(
                3, book.page().lines().filter(line -> line.startsWith("- ")).count());
        assertTrue(person.read(Path.of("/vault/.agent/audit/2026-12.ndjson")).startsWith("{\"v\":1,\"seq\":6501,"));
        assertEquals(new AuditCheck(true, 6503, 1, Optional.empty()), book.verify());
        Book next = book.restart();
        next.append(1);
        assertEquals(new AuditCheck(true, 6504, 1, Optional.empty()), next.verify());
    }

    @Test
    void peoplesOwnLinesStayAndAreNoEntries() {
        Book book = new Book(1);
        book.append(2);
        book.person().write(Book.PAGE, book.page() + "\nMy own note, **bold**\n- and a list\n- 12:00 lunch");
        book.append(2);

        assertTrue(book.page().contains("\nMy own note, **bold**\n- and a list\n- 12:00 lunch\n- 09:31:14 **done**"));
        assertEquals(new AuditCheck(true, 4, 1, Optional.empty()), book.verify());
    }

    @Test
    void linesThatAnEditorDroppedArePutBackAndTheLogSaysSo() throws IOException {
        Book book = new Book(1);
        book.append(10);
        String old = book.page();
        book.append(List.of(Book.done("Secret title"), Book.done("B")));
        book.person().saveByRename(Book.PAGE, old);

        Optional<AuditCheck.Broken> broken = book.verify().broken();
        assertEquals(11, broken.orElseThrow().seq());
        book.log.recover();

        List<String> lines =
                book.page().lines().filter(line -> line.startsWith("- ")).toList();
        assertEquals(13, lines.size());
        assertTrue(lines.get(10).startsWith("- 09:31:14 **done** `01KAGRZ3M8D2V6Q4T0X9N5C7BH` s1 odoo.invoice.create"));
        assertTrue(lines.get(12).contains("**healed** · put back 2 lines that the page had lost: 11-12 #13·"));
        assertEquals(new AuditCheck(true, 13, 1, Optional.empty()), book.verify());
        String healed = book.page();
        book.log.recover();
        assertEquals(healed, book.page());
        assertEquals(13, book.verify().entries());
    }

    @Test
    void anEmptiedOrDeletedPageIsWrittenAgain() throws IOException {
        Book book = new Book(1);
        book.append(5);
        book.person().write(Book.PAGE, "");
        book.append(1);
        assertEquals(new AuditCheck(true, 7, 1, Optional.empty()), book.verify());

        book.person().delete(Book.PAGE);
        book.restart().log.recover();
        assertEquals(
                new AuditCheck(true, 8, 1, Optional.empty()), book.restart().verify());
    }

    @Test
    void aLineDroppedInTheMiddleIsPutBackAtTheEnd() throws IOException {
        Book book = new Book(1);
        book.append(6);
        book.person().write(Book.PAGE, book.page().replaceAll("(?m)^.*#3·.*\n", ""));
        book.log.recover();

        assertTrue(book.page().contains("put back 1 line that the page had lost: 3 #7·"));
        assertEquals(new AuditCheck(true, 7, 1, Optional.empty()), book.verify());
    }

    @Test
    void aLateSaveThatBringsBackAPageThatWasSetAsideIsNoAlteration() {
        Book book = new Book(1);
        book.append(5);
        String old = book.page();
        book.world.clock().advance(Duration.ofDays(12));
        book.append(3);
        book.person().write(Book.PAGE, old);
        book.append(1);

        AuditCheck check = book.verify();
        assertTrue(check.ok(), check::toString);
    }

    @Test
    void anotherZoneStillFindsTheLineThatWasWritten() throws IOException {
        Book book = new Book(1);
        book.append(3);
        book.person().delete(Book.PAGE);
        AuditLog elsewhere = new AuditLog(
                dev.factotum.vault.Vault.open(book.world.world(), Book.ROOT), java.time.ZoneId.of("Asia/Kathmandu"));
        elsewhere.recover();

        assertTrue(book.page().contains("- 09:31:14 **done** `01KAGRZ3M8D2V6Q4T0X9N5C7BH`"));
        assertTrue(elsewhere.verify().ok());
    }

    @Test
    void aTornLineIsClosedNotedAndStillChecked() throws IOException {
        Book book = new Book(1);
        book.append(3);
        String whole = book.chain();
        book.person().write(Book.CHAIN, whole + "{\"v\":1,\"seq\":4,\"t\":\"2026");
        assertTrue(book.verify().ok());

        Book next = book.restart();
        next.log.recover();
        assertTrue(next.chain().contains("\"ev\":\"torn\""));
        assertEquals(new AuditCheck(true, 4, 1, Optional.empty()), next.verify());
        String recovered = next.chain();
        next.log.recover();
        assertEquals(recovered, next.chain());

        next.person().write(Book.CHAIN, recovered.replace("\"t\":\"2026\n", "\"t\":\"2027\n"));
        assertEquals(4, next.verify().broken().orElseThrow().seq());
    }

    @Test
    void aLineTornBeforeItsMarkIsPutBackAgainWhereThatWasLostToo() throws IOException {
        Book book = new Book(1);
        book.append(3);
        String torn = book.page().substring(0, book.page().lastIndexOf(" #3·"));
        book.person().write(Book.PAGE, torn);

        Book next = book.restart();
        next.log.recover();
        assertTrue(next.verify().ok(), next.page());

        // The power fails before what was put back reached the disk; only the line break did.
        next.person().write(Book.PAGE, torn + "\n");
        Book third = next.restart();
        third.log.recover();
        assertEquals(Optional.empty(), third.verify().broken(), third.page());
    }

    @Test
    void aWholeLastLineWithoutItsLineBreakIsAnEntry() {
        Book book = new Book(1);
        book.append(3);
        book.person().write(Book.CHAIN, book.chain().stripTrailing());
        Book next = book.restart();

        assertEquals(List.of(4L), next.append(1));
        assertEquals(new AuditCheck(true, 4, 1, Optional.empty()), next.verify());
    }

    @Test
    void aChainRolledBackIsFoundAndStaysFoundUntilAccepted() throws IOException {
        Book book = new Book(1);
        book.append(5);
        String chain = book.chain();
        String page = book.page();
        book.append(5);
        book.person().write(Book.CHAIN, chain);
        book.person().write(Book.PAGE, page);

        assertEquals(6, book.verify().broken().orElseThrow().seq());
        Book next = book.restart();
        next.log.recover();
        for (int i = 0; i < 7; i++) {
            next.append(List.of(Book.detailed("x", "other " + i, "y")));
        }
        AuditCheck check = next.verify();
        assertFalse(check.ok());
        assertEquals(10, check.broken().orElseThrow().seq());

        next.log.accept("sam");
        assertEquals(new AuditCheck(true, 13, 1, Optional.empty()), next.verify());
        assertTrue(next.page().contains("**accepted** → "));
    }

    @Test
    void withoutAHeadTheLevelIsNoughtUntilAccepted() throws IOException {
        Book book = new Book(1);
        book.append(3);
        Book other = book.elsewhere();
        assertEquals(new AuditCheck(true, 3, 0, Optional.empty()), other.verify());
        other.append(1);
        other.log.recover();
        assertEquals(0, other.verify().level());

        other.log.accept("sam");
        assertEquals(new AuditCheck(true, 5, 1, Optional.empty()), other.verify());
        assertEquals(0600, other.person().mode(headOf(other)) & 0777);
    }

    private static Path headOf(Book book) {
        Path folder = Path.of("/other-state/audit");
        return folder.resolve(
                book.person().files(folder).keySet().stream().findFirst().orElseThrow());
    }

    @Test
    void theHeadOfAFirstEntryOutlivesAPowerFailure() throws IOException {
        Book book = new Book(1);
        book.append(1);
        book.world.disk().crashNow(dev.factotum.world.Crash.LOST_ALL);

        Book next = book.restart();
        next.log.recover();
        assertTrue(next.page().contains("put back 1 line that the page had lost: 1 #2·"));
        assertEquals(new AuditCheck(true, 2, 1, Optional.empty()), next.verify());
    }

    @Test
    void whatWasAcceptedCannotChangeOnceMore() throws IOException {
        Book book = new Book(1);
        book.append(10);
        book.person().write(Book.CHAIN, book.chain().replaceFirst("\"by\":\"office\"", "\"by\":\"Office\""));
        book.person().write(Book.PAGE, book.page().replaceFirst("agent office #7", "agent Office #7"));
        assertEquals(1, book.verify().broken().orElseThrow().seq());

        book.log.accept("sam");
        book.append(3);
        assertEquals(new AuditCheck(true, 14, 1, Optional.empty()), book.verify());

        String chain = book.chain();
        book.person().write(Book.CHAIN, chain.replaceFirst("\"by\":\"office\"", "\"by\":\"Office\""));
        assertFalse(book.verify().ok());
        book.person().write(Book.CHAIN, chain);
        Path aside = Book.ROOT.resolve("Audit/2026-11.md");
        String page = book.person().read(aside);
        book.person().write(aside, page.replaceFirst("agent office #3", "agent Office #3"));
        assertFalse(book.verify().ok());
        book.person().write(aside, page.replace("`Matter 1`", "`erased`") + "my own words\n");
        assertTrue(book.verify().ok());
        book.person().write(Book.CHAIN, chain.replaceFirst("(\"seq\":13.*)\"by\":\"office\"", "$1\"by\":\"Office\""));
        assertEquals(13, book.verify().broken().orElseThrow().seq());
    }

    @Test
    void aClosedLogTakesNothing() {
        Book book = new Book(1);
        book.log.close();
        assertThrows(IOException.class, () -> book.log.append(List.of(Book.done("x"))));
        assertFalse(book.person().exists(Book.CHAIN));
    }

    @Test
    void anEmptyLogIsWhole() {
        assertEquals(new AuditCheck(true, 0, 0, Optional.empty()), new Book(1).verify());
    }

    @Test
    void aFullDiskLosesNoEntryThatWasAnswered() throws IOException {
        Book book = new Book(1);
        List<Long> answered = new ArrayList<>();
        book.world.disk().capacity(1L << 40);
        long used = (1L << 40) - book.world.disk().usable(Book.ROOT);
        book.world.disk().capacity(used + 6000);
        for (int i = 0; i < 30; i++) {
            try {
                answered.addAll(book.log.append(List.of(Book.done("x"))));
            } catch (IOException full) {
                assertEquals(dev.factotum.world.DiskFailure.FULL, dev.factotum.world.DiskFailure.of(full));
            }
        }
        book.world.disk().capacity(Long.MAX_VALUE);
        book.append(1);

        assertTrue(answered.size() > 3 && answered.size() < 25, answered::toString);
        AuditCheck check = book.verify();
        assertTrue(check.ok(), check::toString);
        assertTrue(check.entries() > answered.size());
        assertEquals(Optional.empty(), book.log.trouble());
    }
}
