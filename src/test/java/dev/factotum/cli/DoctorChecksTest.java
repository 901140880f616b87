package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.cli.AgentRun.Ended;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
        assertTrue(line(ended, "accounts").contains("shop (x), studio (email): all in sandbox"), ended.out());
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

        assertTrue(line(fixed, "mended").contains("put 1 left-over temporary files right"), fixed.out());
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
        Path chain = Files.list(shop.root().resolve(".agent/audit"))
                .filter(f -> f.toString().endsWith(".ndjson"))
                .findFirst()
                .orElseThrow();
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
