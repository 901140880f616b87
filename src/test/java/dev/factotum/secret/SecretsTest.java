package dev.factotum.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.problem.AuthCode;
import dev.factotum.problem.Problem;
import dev.factotum.secret.Resolved.Found;
import dev.factotum.secret.Resolved.Missing;
import dev.factotum.secret.Resolved.NotNeeded;
import dev.factotum.vault.SafeFiles;
import dev.factotum.world.TestClock;
import dev.factotum.world.TestProcesses;
import dev.factotum.world.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On the real disk and with real programs. */
class SecretsTest {
    private static final String WHERE = "models.providers.openai.key";

    @TempDir
    Path folder;

    private final List<String> concealed = new ArrayList<>();
    private final TestClock clock = new TestClock(Instant.parse("2026-11-20T08:00:00Z"));

    @BeforeEach
    void layOut() throws Exception {
        Files.createDirectories(folder.resolve("vault"));
        Files.createDirectories(folder.resolve("state/secrets"));
    }

    @Test
    void aVariableIsReadWhenItIsNeededAndToldToTheJournalFirst() throws Exception {
        Secrets secrets = secrets(Map.of("KEY", " canary-1234 \n"));
        assertEquals(List.of(), concealed);

        assertEquals("canary-1234", value(secrets.resolve("env:KEY", WHERE)));
        assertEquals(List.of("canary-1234"), concealed);
    }

    @Test
    void aMarkDiffersOnceAnotherValueStandsThereAndTellsNothingOfIt() throws Exception {
        SecretRef variable = new SecretRef.Variable("KEY");
        String unset = secrets(Map.of()).mark(variable, WHERE);
        String one = secrets(Map.of("KEY", "canary-1234")).mark(variable, WHERE);
        assertEquals(one, secrets(Map.of("KEY", "canary-1234")).mark(variable, WHERE));
        assertEquals(
                3,
                Set.of(unset, one, secrets(Map.of("KEY", "canary-1235")).mark(variable, WHERE))
                        .size());
        assertTrue(one.length() <= 8, one);

        SecretRef filed = new SecretRef.Filed(folder.resolve("key.txt").toString());
        String missing = secrets(Map.of()).mark(filed, WHERE);
        write("key.txt", "canary-5678", "rw-------");
        String there = secrets(Map.of()).mark(filed, WHERE);
        write("key.txt", "canary-5679", "rw-------");
        assertEquals(
                3, Set.of(missing, there, secrets(Map.of()).mark(filed, WHERE)).size());
        assertEquals(Set.of("canary-1234", "canary-1235", "canary-5678", "canary-5679"), Set.copyOf(concealed));
    }

    @Test
    void noCommandIsRunForAMarkAndWhatItWouldSayCountsAsAnotherInEachProcess() throws Exception {
        Path ran = folder.resolve("ran");
        SecretRef told = new SecretRef.Told("touch " + ran);
        Secrets secrets = secrets(Map.of("PATH", "/usr/bin:/bin"));
        assertEquals(secrets.mark(told, WHERE), secrets.mark(told, WHERE));
        assertEquals(
                2,
                Set.of(secrets.mark(told, WHERE), secrets(Map.of()).mark(told, WHERE))
                        .size());
        assertFalse(Files.exists(ran));
        assertEquals("", secrets.mark(new SecretRef.None(), WHERE));
    }

    @Test
    void noneIsNoSecretAndNothingIsMissing() throws Exception {
        assertInstanceOf(NotNeeded.class, secrets(Map.of()).resolve("none", WHERE));
    }

    @Test
    void aFileOfItsOwnersIsReadAndOneThatOthersReadIsReadWithAWarning() throws Exception {
        Path file = write("key.txt", "canary-5678\n", "rw-------");
        assertEquals(
                new Problem(
                        AuthCode.OPEN_SECRET,
                        "Others on this machine can read a secret",
                        WHERE,
                        file.toRealPath() + " is not for its owner alone",
                        "Run chmod 600 on it."),
                opened(file).warning().orElseThrow());
    }

    /** First without, then with reading by others. */
    private Found opened(Path file) throws Exception {
        Secrets secrets = secrets(Map.of("HOME", folder.toString()));
        Found own = assertInstanceOf(Found.class, secrets.resolve("file:~/key.txt", WHERE));
        assertEquals(Optional.empty(), own.warning());
        assertEquals("canary-5678", own.secret().reveal());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        return assertInstanceOf(Found.class, secrets.resolve("file:" + file, WHERE));
    }

    @Test
    void aFileInsideTheVaultIsRefusedByWhateverWayItIsNamed() throws Exception {
        Path inside = write("vault/key.txt", "canary-9999", "rw-------");
        Files.createSymbolicLink(folder.resolve("link"), inside);

        for (String path : List.of(inside.toString(), folder + "/state/../vault/key.txt", folder + "/link")) {
            assertTrue(problem(secrets(Map.of()).resolve("file:" + path, WHERE))
                    .why()
                    .endsWith("stands inside the vault, which is synced and shared"));
        }
        assertEquals(List.of(), concealed);
    }

    @Test
    void aKeptSecretComesOutOfTheStoreAndOneInClearWithAWarning() throws Exception {
        Path plain = write("state/secrets/openai", "canary-kept", "rw-------");

        Found inClear = assertInstanceOf(Found.class, secrets(Map.of()).resolve("secret:openai", WHERE));
        assertEquals("canary-kept", inClear.secret().reveal());
        assertEquals(AuthCode.UNSEALED, inClear.warning().orElseThrow().code());

        World world = world(Map.of());
        new StateStore(
                        world,
                        new SafeFiles(world, folder.resolve("state")),
                        Optional.of(folder.resolve("vault")),
                        Passphrase.of(Map.of()))
                .put("other", "canary-other", Optional.empty());
        Found sealed = assertInstanceOf(Found.class, secrets(Map.of()).resolve("secret:openai", WHERE));
        assertEquals("canary-kept", sealed.secret().reveal());
        assertEquals(Optional.empty(), sealed.warning());
        assertFalse(Files.exists(plain), "it came along with the first that was written");
        assertEquals("canary-other", value(secrets(Map.of()).resolve("secret:other", WHERE)));
        Problem none = problem(secrets(Map.of()).resolve("secret:third", WHERE));
        assertEquals("no secret “third” is kept on this machine", none.why());
        assertEquals("Run agent secrets set third.", none.next());
    }

    @Test
    void aCommandIsRunOnceWithoutAShellAndItsFirstLineCounts() throws Exception {
        Path log = folder.resolve("log");
        Path program = program("echo \"$1|$2|$#\"; echo second; echo run >> " + log);
        Secrets secrets = secrets(Map.of("PATH", "/usr/bin:/bin"));
        String reference = "cmd:" + program + " 'two words' $HOME;id";

        assertEquals("two words|$HOME;id|2", value(secrets.resolve(reference, WHERE)));
        assertEquals("two words|$HOME;id|2", value(secrets.resolve(reference, WHERE)));
        assertEquals(List.of("run"), Files.readAllLines(log), "a password manager is not asked at every call");

        secrets.forget(SecretRef.parse(reference).orElseThrow());
        secrets.resolve(reference, WHERE);
        assertEquals(2, Files.readAllLines(log).size());
    }

    @Test
    void whatACommandDidNotTellIsNotRememberedForLong() throws Exception {
        Path open = folder.resolve("open");
        Path program = program("test -e " + open + " && echo canary-7");
        Secrets secrets = secrets(Map.of("PATH", "/usr/bin:/bin"));
        SecretRef told = new SecretRef.Told(program.toString());
        problem(secrets.resolve(told, WHERE));
        String locked = secrets.mark(told, WHERE);
        clock.advance(Duration.ofMinutes(16));
        assertNotEquals(locked, secrets.mark(told, WHERE));
        Files.createFile(open);
        secrets.resolve(told, WHERE);
        assertEquals(secrets.mark(told, WHERE), secrets.mark(told, WHERE));
    }

    @Test
    void aCommandThatFailsSaysHowAndNotWhatItSaid() throws Exception {
        Path failing = program("echo canary-out; echo canary-err >&2; exit 3");
        Path talking = program("head -c 100000 /dev/zero | tr '\\\\0' c");
        Secrets secrets = secrets(Map.of("PATH", "/usr/bin:/bin"));

        assertEquals(
                failing + " ended with exit code 3",
                problem(secrets.resolve("cmd:" + failing, WHERE)).why());
        assertEquals(
                talking + " said more than 16384 bytes",
                problem(secrets.resolve("cmd:" + talking, WHERE)).why());
        assertEquals(
                folder + "/none cannot be started",
                problem(secrets.resolve("cmd:" + folder + "/none", WHERE)).why());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "env:UNSET | the variable UNSET is not set",
                "env:BLANK | the variable BLANK is not set",
                "file:relative | file: needs the whole path",
                "cmd:pass 'open | a quote in the command is not closed",
                "sk-proj-1234567890 | it is no reference to a secret",
                "secret:../x | it is no reference to a secret",
                "env: | it is no reference to a secret",
            })
    void whatIsMissingIsAProblemInFourParts(String reference, String why) throws Exception {
        Problem problem = problem(secrets(Map.of("BLANK", " ")).resolve(reference, WHERE));

        assertEquals(AuthCode.NO_SECRET, problem.code());
        assertEquals(WHERE, problem.where());
        assertEquals(why, problem.why());
        assertFalse(problem.next().isEmpty());
        assertFalse(problem.toString().contains("sk-proj"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret:openai", "env:KEY", "file:~/k", "cmd:pass show k", "none"})
    void aReferenceReadsAsItIsWritten(String text) {
        assertEquals(text, SecretRef.parse(text).orElseThrow().toString());
    }

    @Test
    void aSecretShowsNothing() throws Exception {
        Resolved resolved = secrets(Map.of("KEY", "canary-1234")).resolve("env:KEY", WHERE);

        assertEquals("Found[secret=Secret, warning=Optional.empty]", resolved.toString());
    }

    private Path program(String script) throws Exception {
        Path file = Files.createTempFile(folder, "program", "");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }

    private Path write(String name, String text, String mode) throws Exception {
        Path file = Files.writeString(folder.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static String value(Resolved resolved) {
        return assertInstanceOf(Found.class, resolved).secret().reveal();
    }

    private static Problem problem(Resolved resolved) {
        return assertInstanceOf(Missing.class, resolved).problem();
    }

    private Secrets secrets(Map<String, String> environment) {
        return new Secrets(world(environment), folder.resolve("vault"), concealed::add);
    }

    private World world(Map<String, String> environment) {
        World real = World.real();
        TestProcesses processes = new TestProcesses(1, clock.instant(), folder.resolve("state"), environment);
        return new World(real.disk(), clock, real.ids(), processes);
    }
}
