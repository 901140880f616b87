package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.cli.AgentRun.Ended;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Vault;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DoctorChecksTest {
    private static final String ID = "01KAGRZ3M8D2V6Q4T0X9N5C7BH";

    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void aVault() throws IOException {
        shop = Shop.in(folder);
    }

    private Path chain() throws IOException {
        try (Stream<Path> files = Files.list(shop.root().resolve(".agent/audit"))) {
            return files.filter(f -> f.toString().endsWith(".ndjson"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String line(Ended ended, String name) {
        return ended.out()
                .lines()
                .filter(line -> line.matches("(ok|note|problem) +" + name + " .*"))
                .findFirst()
                .orElse("no line about " + name + " in\n" + ended.out() + ended.err());
    }

    @Test
    void aNewVaultHasNoProblem() {
        Ended ended = shop.agent().run("doctor");

        assertEquals(0, ended.exit(), ended.out() + ended.err());
        assertFalse(ended.out().contains("problem"), ended.out());
        assertTrue(
                line(ended, "executor").startsWith("ok       executor     this machine runs the steps"), ended.out());
        assertTrue(line(ended, "accounts").contains("shop (x), studio (email): in sandbox"), ended.out());
    }

    @Test
    void programsGetEveryCheck() {
        String json = shop.agent().run("doctor", "--json").out();

        assertTrue(
                json.startsWith("{\"v\":1,\"kind\":\"doctor\",\"ok\":true,\"checks\":[{\"name\":\"program\","), json);
        assertTrue(json.contains("{\"name\":\"reserve\",\"state\":\"ok\""), json);
    }

    @Test
    void withoutAVaultItSaysThatFirst() {
        Ended ended = AgentRun.in(folder).world(World.real()).run("doctor");

        assertEquals(2, ended.exit());
        assertTrue(line(ended, "vault").startsWith("problem  vault"), ended.out());
        assertEquals("", ended.err());
    }

    @Test
    void whatIsOpenToOthersIsClosedByFix() throws IOException {
        Path approved = shop.root().resolve(".agent/approved");
        Path copy = Files.writeString(approved.resolve("x.md"), "private");
        Files.setPosixFilePermissions(approved, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));

        Ended before = shop.agent().run("doctor");
        assertEquals(2, before.exit());
        assertTrue(line(before, "permissions").startsWith("problem"), before.out());

        Ended fixed = shop.agent().run("doctor", "--fix");
        assertEquals(0, fixed.exit(), fixed.out());
        assertTrue(line(fixed, "mended").contains("closed 2 to others"), fixed.out());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)));
    }

    @Test
    void theReserveIsMadeAgain() throws IOException {
        Files.delete(shop.root().resolve(".agent/local/reserve"));

        assertTrue(line(shop.agent().run("doctor"), "reserve").startsWith("note"), "a missing reserve is noted");
        assertTrue(line(shop.agent().run("doctor", "--fix"), "reserve").startsWith("ok"), "it is made again");
    }

    @Test
    void temporaryFilesOfDeadProcessesAreSwept() throws IOException {
        Path left = shop.write("Inbox/.~agent-999999999-01KAGRZ3M8D2V6Q4T0X9N5C7BH.tmp", "half");

        assertTrue(line(shop.agent().run("doctor"), "left over").startsWith("note"), "left-overs are noted");
        Ended fixed = shop.agent().run("doctor", "--fix");

        assertTrue(line(fixed, "mended").contains("put 1 left-over temporary file right"), fixed.out());
        assertFalse(Files.exists(left));
    }

    @Test
    void twoFilesWithOneIdAndCopiesOfASyncToolAreNamed() throws IOException {
        shop.write("Pending_Approval/A.md", "---\nid: " + ID + "\n---\n# A\n");
        shop.write("Approved/A copy.md", "---\nid: " + ID + "\n---\n# A\n");
        shop.write("Pending_Approval/B.sync-conflict-20261120-101010-ABCDEFG.md", "# B\n");

        Ended ended = shop.agent().run("doctor");

        assertEquals(2, ended.exit());
        assertTrue(line(ended, "twice").contains("Approved/A copy.md and Pending_Approval/A.md"), ended.out());
        assertTrue(line(ended, "conflicts").contains("1 copy made by a sync tool"), ended.out());
    }

    @Test
    void filesThatWaitAndFilesFromTheFutureAreNoted() throws IOException {
        Path old = shop.write("Inbox/Forgotten.txt", "hello");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(3600)));
        Path future = shop.write("Inbox/Tomorrow.txt", "hello");
        Files.setLastModifiedTime(future, FileTime.from(Instant.now().plusSeconds(86_400)));

        Ended ended = shop.agent().run("doctor");

        assertEquals(0, ended.exit());
        assertTrue(line(ended, "waiting").contains("first Forgotten.txt"), ended.out());
        assertTrue(line(ended, "clock").contains("first Tomorrow.txt"), ended.out());
    }

    @Test
    void attachmentsOfNoMatterAreNoted() throws IOException {
        shop.write("Attachments/" + ID + "/scan.pdf", "x");

        assertTrue(line(shop.agent().run("doctor"), "attachments").startsWith("note"), "orphans are noted");
    }

    @Test
    void aBrokenAuditLogEndsWithItsOwnCode() throws IOException {
        assertEquals(0, shop.agent().run("config", "set", "owner", "mia").exit());
        Path chain = chain();
        Files.writeString(chain, Files.readString(chain).replace("mia", "eve"));

        Ended ended = shop.agent().run("doctor");

        assertEquals(6, ended.exit());
        assertTrue(line(ended, "audit log").startsWith("problem"), ended.out());
    }

    @Test
    void mailInVersionControlIsAProblem() throws IOException {
        shop.write(".git/index", "DIRC\0\0\0\2\0\0\0\1\0\36Pending_Approval/Letter.md\0\0\0");
        shop.write(".gitignore", "/Inbox/\n");

        Ended ended = shop.agent().run("doctor");

        assertEquals(2, ended.exit());
        assertTrue(line(ended, "git").contains("private mail is in version control: Pending_Approval"), ended.out());
    }

    @Test
    void aSyncToolIsRecognised() throws IOException {
        Files.createDirectories(shop.root().resolve(".stfolder"));

        assertTrue(line(shop.agent().run("doctor"), "sync").contains("Syncthing works on this folder"), "it is named");
    }

    @Test
    void whatBelongsToOneMachineIsKeptFromSyncthingByFix() throws IOException {
        Files.createDirectories(shop.root().resolve(".stfolder"));
        shop.write(".stignore", "// mine\n(?d)/.agent/cache\n");

        Ended before = shop.agent().run("doctor");
        assertEquals(2, before.exit());
        assertTrue(line(before, "stignore").contains("leave out /.agent/local, /.agent/index:"), before.out());

        Ended fixed = shop.agent().run("doctor", "--fix");
        assertEquals(0, fixed.exit(), fixed.out());
        assertEquals("// mine\n(?d)/.agent/cache\n/.agent/local\n/.agent/index\n", shop.read(".stignore"));
    }

    @Test
    void linesThatKeepMailOutOfGitAreAddedBehindThePersonsOwn() throws IOException {
        Files.createDirectories(shop.root().resolve(".git"));
        shop.write(".gitignore", "Inbox/**\n*.bak");

        shop.agent().run("doctor", "--fix");

        assertTrue(shop.read(".gitignore").startsWith("Inbox/**\n*.bak\n/Needs_Action/\n"), shop.read(".gitignore"));
        assertTrue(line(shop.agent().run("doctor"), "git").startsWith("ok"), "nothing is missing any more");
    }

    @Test
    void aMissingFolderIsMadeAgainUnlessMattersStoodInIt() throws IOException {
        Files.delete(shop.root().resolve("Rejected"));
        Files.delete(shop.root().resolve(".agent/cache"));
        shop.agent().run("add", "Call the printer");
        Path needs = shop.root().resolve("Needs_Action");
        Path away = Files.move(needs, shop.root().resolveSibling("away"));

        Ended before = shop.agent().run("doctor");
        assertEquals(2, before.exit());
        assertTrue(
                line(before, "folders").contains("Needs_Action is missing, and 1 open matter stood in it"),
                before.out());

        Ended fixed = shop.agent().run("doctor", "--fix");
        assertTrue(fixed.out().contains("made Rejected again"), fixed.out());
        assertTrue(fixed.out().contains("made .agent/cache again"), fixed.out());
        assertFalse(Files.exists(needs), "an empty folder would mean that its matters were deleted");

        Files.move(away, needs);
        assertTrue(line(shop.agent().run("doctor"), "folders").startsWith("ok"), "all are there");
    }

    @Test
    void copiesOfMattersWithoutARecordAreNoted() throws IOException {
        shop.write(".agent/proposed/" + ID + "-r1.md", "# A\n");
        shop.write(".agent/approved/abc.md", "---\nid: " + ID + "\n---\n# A\n");

        assertTrue(
                line(shop.agent().run("doctor"), "orphans")
                        .contains("2 copies in .agent of matters that have no record"),
                "they are noted");
    }

    @Test
    void aClockThatWasSetBackIsAProblem() throws IOException {
        shop.agent().run("config", "set", "owner", "mia");
        Path chain = chain();
        Files.setLastModifiedTime(chain, FileTime.from(Instant.now().plusSeconds(7200)));

        Ended ended = shop.agent().run("doctor");

        assertEquals(2, ended.exit());
        assertTrue(line(ended, "clock").contains("it stands 2 h before the last entry"), ended.out());
    }

    @Test
    void theProgramsOwnLogIsLookedAt() throws IOException {
        assertEquals(2, shop.agent().run("show", "no such matter").exit());

        Ended ended = shop.agent().run("doctor");

        assertTrue(line(ended, "log").startsWith("ok"), ended.out());
        assertTrue(line(ended, "log").contains("last went wrong: E-"), ended.out());
        assertTrue(line(ended, "at work").contains("agent watch does not run here"), ended.out());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aProcessThatHangsOverAMatterIsNamed() throws IOException {
        MatterId id = shop.add("Call the printer");
        long pid = shop.world().processes().pid();
        Instant longAgo = Instant.now().minusSeconds(1800);
        Vault vault = shop.vault();
        Claim claim = vault.claims().claim(id).orElseThrow();
        vault.ledgers().of(id).append(new LedgerEntry.Claimed(longAgo, "testhost", pid, Instant.EPOCH, "boot-1"));

        Ended ended = shop.agent().run("doctor");

        assertEquals(1, ended.exit(), ended.out());
        assertTrue(
                line(ended, "stuck").contains("process " + pid + " has held matter " + id.value() + " for 30 min"),
                ended.out());
        assertTrue(line(ended, "at work").contains("process " + pid + " (a matter)"), ended.out());
        claim.close();
        assertTrue(shop.agent().run("doctor").out().contains("nobody holds a claim"), "the claim is free");
    }

    @Test
    void aReportHoldsNoMessageNoTitleNoAddressAndNoSecret() throws IOException {
        shop.write("agent.yaml", shop.read("agent.yaml") + "log: { level: debug }\n");
        shop.agent().run("add", "Call Maria Sommerfeld about the red bicycle");
        shop.agent().run("show", "password=hunter22 jo@acme.example");

        Ended ended = shop.agent().run("doctor", "--bundle", "--json");

        String json = ended.out();
        Path file = Path.of(json.replaceAll("(?s).*\"report\":\"([^\"]*)\".*", "$1"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        StringBuilder all = new StringBuilder();
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                all.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertEquals(
                List.of(
                        "versions.txt",
                        "doctor.txt",
                        "settings.txt",
                        "log.ndjson",
                        "audit.txt",
                        "matters.txt",
                        "folders.txt"),
                names);
        String text = all.toString();
        for (String secret : List.of(
                "Sommerfeld",
                "bicycle",
                "hunter22",
                "jo@acme",
                "hello@studio",
                "@shop",
                shop.root().toString())) {
            assertFalse(text.contains(secret), () -> secret + " is in\n" + text);
        }
        assertTrue(text.contains("accounts: [set]"), text);
        assertTrue(text.contains("1 open"), text);
        assertTrue(text.contains("\"command\":\"agent add\""), text);
    }

    @Test
    void anotherMachineIsTold() throws IOException {
        Ended ended = shop.elsewhere().agent().run("doctor");

        assertEquals(0, ended.exit(), ended.out());
        assertTrue(line(ended, "executor").startsWith("note     executor     testhost runs the steps"), ended.out());
    }

    @Test
    void brokenSettingsAndRulesAreNamed() throws IOException {
        shop.write("agent.yaml", "version: 1\napproval: { grace: soon }\n");
        shop.write("Rules/Broken.md", "---\nwhen: { subject: /(/ }\n---\n# X\n");

        Ended ended = shop.agent().run("doctor");

        assertEquals(2, ended.exit());
        assertTrue(line(ended, "settings").contains("agent.yaml:2"), ended.out());
        assertTrue(line(ended, "rules").contains("Rules/Broken.md"), ended.out());
    }
}
