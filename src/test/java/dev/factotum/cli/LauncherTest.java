package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script bin/agent in a checkout of its own, with a Java and a Maven that only say what they were asked. */
class LauncherTest {
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    /** Prints its arguments, one a line in brackets; makes the class archive it is asked for. */
    private static final String JAVA = """
            #!/bin/sh
            for word; do
              case $word in
                -XX:ArchiveClassesAtExit=*) : > "${word#*=}"; exit 0 ;;
              esac
            done
            [ -n "${AGENT_ASCII:-}" ] && printf '[ascii]\\n'
            for word; do printf '[%s]\\n' "$word"; done
            """;

    private static final String MAVEN = """
            #!/bin/sh
            echo "built with $*" >> builds
            sleep 0.3
            [ -e broken ] && exit 1
            mkdir -p target
            echo jar > target/factotum.jar
            """;

    @TempDir
    private Path folder;

    private Path checkout;
    private Path java;

    /** What the script printed and ended with. */
    private record Ended(int exit, String out, String err) {}

    @BeforeEach
    void layOut() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
        checkout = folder.resolve("my check out");
        java = folder.resolve("java 25");
        Files.createDirectories(checkout.resolve("bin"));
        script(checkout.resolve("bin/agent"), Files.readString(Path.of("bin/agent")));
        script(checkout.resolve("mvnw"), MAVEN);
        jdk(java, "25.0.3");
        old(write(checkout.resolve("pom.xml"), "<project/>"));
        old(write(checkout.resolve("src/main/java/A.java"), "class A {}"));
        old(checkout.resolve("src/main/java"));
        old(checkout.resolve("src/main"));
    }

    @Test
    void withoutAJavaThatIsNewEnoughOneLineSaysWhatToInstall() throws Exception {
        jdk(java, "17.0.15");

        Ended ended = agent("status");

        assertEquals(2, ended.exit());
        assertEquals("", ended.out());
        assertEquals(1, ended.err().lines().count(), ended.err());
        assertTrue(
                ended.err().startsWith("agent: AGENT_JAVA_HOME=" + java + " holds no Java 25 or later; "), ended.err());
        assertTrue(ended.err().contains("temurin"), ended.err());
        assertFalse(Files.exists(checkout.resolve("builds")), "it built");
    }

    @ParameterizedTest
    @CsvSource({"25,true", "25.0.3,true", "25-ea,true", "26.0.1,true", "101,true", "24.0.2,false", "1.8.0_412,false"})
    void theReleaseFileDecidesWhichJavaIsNewEnough(String version, boolean enough) throws Exception {
        build();
        jdk(java, version);

        assertEquals(enough ? 0 : 2, agent("status").exit());
    }

    @Test
    void aFolderWithoutAReleaseFileIsNoJava() throws Exception {
        build();
        Files.delete(java.resolve("release"));

        assertEquals(2, agent("status").exit());
    }

    @Test
    void everyArgumentArrivesAsItWasTyped() throws Exception {
        build();

        Ended ended = agent("add", "a  b", "", "*", "$HOME", "it's \"so\"", "--client", "é");

        String typed = "[-jar]\n[%s]\n[add]\n[a  b]\n[]\n[*]\n[$HOME]\n[it's \"so\"]\n[--client]\n[é]\n"
                .formatted(checkout.toRealPath().resolve("target/factotum.jar"));
        assertEquals(0, ended.exit());
        assertEquals("", ended.err());
        assertTrue(ended.out().endsWith(typed), ended.out());
    }

    @Test
    void shortCommandsStartQuicklyFromTheArchiveOfClasses() throws Exception {
        build();

        List<String> words = agent("status").out().lines().toList();

        assertTrue(words.contains("[-XX:TieredStopAtLevel=1]"), words::toString);
        assertTrue(words.contains("[-XX:+UseSerialGC]"), words::toString);
        assertTrue(words.contains("[-Xlog:disable]"), words::toString);
        assertTrue(
                words.contains("[-XX:SharedArchiveFile=%s]"
                        .formatted(checkout.toRealPath().resolve("target/agent-25.jsa"))),
                words::toString);
    }

    @Test
    void watchGetsTheFullCompilerAndABigQueueOfEvents() throws Exception {
        build();

        List<String> words = agent("--vault", "status", "watch").out().lines().toList();

        assertFalse(words.contains("[-XX:TieredStopAtLevel=1]"), words::toString);
        assertTrue(words.contains("[-Djdk.nio.file.WatchService.maxEventsPerPoll=200000]"), words::toString);
    }

    @Test
    void verifyingTheLogGetsTheFullCompilerAndTheRestOfTheLogDoesNot() throws Exception {
        build();

        String verify = agent("log", "--vault", "v", "verify", "--json").out();
        String log = agent("log", "-n", "2").out();

        assertFalse(verify.contains("[-XX:TieredStopAtLevel=1]"), verify);
        assertTrue(verify.contains("[-XX:+UseSerialGC]"), verify);
        assertTrue(log.contains("[-XX:TieredStopAtLevel=1]"), log);
    }

    @Test
    void theArchiveIsMadeAgainWhenTheBuildIsNewer() throws Exception {
        build();
        Path archive = checkout.resolve("target/agent-25.jsa");
        write(archive, "old");
        old(archive);

        agent("status");

        assertEquals("", Files.readString(archive));
    }

    @Test
    void itRunsThroughALinkFromAnywhereWithAnEmptyEnvironment() throws Exception {
        build();
        Path home = Files.createDirectories(folder.resolve("home/bin"));
        Files.createSymbolicLink(home.resolve("hop"), checkout.resolve("bin/agent"));
        Files.createSymbolicLink(home.resolve("agent"), Path.of("hop"));

        Ended ended = run(home, List.of("env", "-i", "AGENT_JAVA_HOME=" + java, "../bin/agent", "status"));

        assertEquals(0, ended.exit(), ended.err());
        assertTrue(ended.out().startsWith("[ascii]\n"), ended.out());
        assertTrue(ended.out().endsWith("factotum.jar]\n[status]\n"), ended.out());
    }

    @Test
    void theVersionIsAnsweredWithoutLookingAtTheSources() throws Exception {
        build();
        write(checkout.resolve("src/main/java/B.java"), "class B {}");

        Ended ended = agent("--version");

        assertEquals(0, ended.exit());
        assertTrue(ended.out().endsWith("factotum.jar]\n[--version]\n"), ended.out());
        assertFalse(Files.exists(checkout.resolve("builds")), "it built");
    }

    @Test
    void itNamesTheJavaItUses() throws Exception {
        assertEquals(new Ended(0, java + "\n", ""), agent("--java-home"));
    }

    @Test
    void theFirstUseBuildsOnceAndSaysSo() throws Exception {
        Ended first = agent("status");
        Ended second = agent("status");

        assertEquals(0, first.exit(), first.err());
        assertTrue(first.err().startsWith("agent: building, once; "), first.err());
        assertTrue(first.out().endsWith("[status]\n"), first.out());
        assertEquals("", second.err());
        assertEquals(1, builds().size());
    }

    @Test
    void aNewerSourceIsBuiltBeforeItRuns() throws Exception {
        agent("status");
        Files.setLastModifiedTime(
                checkout.resolve("src/main/java/A.java"), FileTime.from(Instant.parse("2100-01-01T00:00:00Z")));

        agent("status");

        assertEquals(2, builds().size());
    }

    @Test
    void twoFirstUsesAtOnceBuildOnce() throws Exception {
        List<Process> starts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            starts.add(start(
                    folder,
                    List.of(checkout.resolve("bin/agent").toString(), "status"),
                    folder.resolve("out" + i),
                    folder.resolve("err" + i)));
        }
        for (Process start : starts) {
            assertTrue(start.waitFor(60, TimeUnit.SECONDS), "a start hangs");
            assertEquals(0, start.exitValue());
        }

        assertEquals(1, builds().size());
        assertFalse(Files.exists(checkout.resolve("target/agent-build.lock")), "the lock is left behind");
    }

    @Test
    void theLockOfADeadBuilderIsTakenOver() throws Exception {
        Process dead = start(folder, List.of("true"), folder.resolve("out"), folder.resolve("err"));
        assertTrue(dead.waitFor(10, TimeUnit.SECONDS), "true hangs");
        write(checkout.resolve("target/agent-build.lock/pid"), dead.pid() + "\n");

        assertEquals(0, agent("status").exit());
        assertEquals(1, builds().size());
    }

    @Test
    void aBuildThatFailsRunsNothing() throws Exception {
        write(checkout.resolve("broken"), "");

        Ended ended = agent("status");

        assertEquals(2, ended.exit());
        assertEquals("", ended.out());
        assertTrue(ended.err().endsWith("agent: the build failed; what Maven said stands above\n"), ended.err());
        assertFalse(Files.exists(checkout.resolve("target/agent-build.lock")), "the lock is left behind");
    }

    private void build() throws IOException {
        write(checkout.resolve("target/factotum.jar"), "jar");
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(checkout.resolve("builds"));
    }

    private void jdk(Path home, String version) throws IOException {
        write(
                home.resolve("release"),
                "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"%s\"\nJAVA_RUNTIME_VERSION=\"25\"".formatted(version));
        write(home.resolve("bin/java"), "");
        script(home.resolve("bin/java"), JAVA);
    }

    private Ended agent(String... words) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(checkout.resolve("bin/agent").toString()));
        command.addAll(List.of(words));
        return run(folder, command);
    }

    private Ended run(Path where, List<String> command) throws Exception {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = start(where, command, out, err);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the launcher hangs");
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private Process start(Path where, List<String> command, Path out, Path err) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("AGENT_JAVA_HOME", java.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder.start();
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void old(Path path) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(LONG_AGO));
    }
}
