package dev.factotum.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.problem.AuthCode;
import dev.factotum.problem.Code;
import dev.factotum.problem.ProblemException;
import dev.factotum.secret.SecretStore.Got;
import dev.factotum.vault.SafeFiles;
import dev.factotum.world.Clock;
import dev.factotum.world.TestClock;
import dev.factotum.world.TestProcesses;
import dev.factotum.world.Threads;
import dev.factotum.world.World;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** On the real disk. */
@DisabledOnOs(OS.WINDOWS)
class StateStoreTest {
    private static final Map<String, String> PHRASE = Map.of("AGENT_PASSPHRASE", "correct horse");

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock(Instant.parse("2026-11-20T08:00:00Z"));

    @BeforeEach
    void aVaultElsewhere() throws Exception {
        Files.createDirectories(folder.resolve("vault"));
    }

    private Path state() {
        return folder.resolve("state");
    }

    private StateStore store(Map<String, String> environment) {
        return store(environment, folder.resolve("vault"));
    }

    private StateStore store(Map<String, String> environment, Path vault) {
        return store(environment, vault, clock);
    }

    private StateStore store(Map<String, String> environment, Path vault, Clock time) {
        World real = World.real();
        World world =
                new World(real.disk(), time, real.ids(), new TestProcesses(1, time.instant(), state(), environment));
        return new StateStore(world, new SafeFiles(world, state()), Optional.of(vault), Passphrase.of(environment));
    }

    private static String value(Got got) {
        return assertInstanceOf(Got.Held.class, got).secret().reveal();
    }

    private static Code failed(Got got) {
        return assertInstanceOf(Got.Failed.class, got).problem().code();
    }

    @Test
    void whatIsPutInComesOutInAnotherProcessAndStandsNowhereInClear() throws Exception {
        store(Map.of()).put("openai", "canary-Wert ü\nline two", Optional.empty());

        assertEquals("canary-Wert ü\nline two", value(store(Map.of()).get("openai")));
        assertInstanceOf(Got.Absent.class, store(Map.of()).get("other"));
        for (String name : List.of("secrets.json", "secrets.key")) {
            assertFalse(Files.readString(state().resolve(name)).contains("canary"), name);
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(state().resolve(name))),
                    name);
        }
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(state())));
    }

    @Test
    void everySealingIsAnotherEvenOfTheSameValue() throws Exception {
        StateStore store = store(Map.of());
        store.put("one", "canary", Optional.empty());
        String first = Files.readString(state().resolve("secrets.json"));
        store.put("one", "canary", Optional.empty());
        assertNotEquals(first, Files.readString(state().resolve("secrets.json")));
    }

    @Test
    void aStoreOfAPassphraseOpensWithItAloneAndHasNoKeyFile() throws Exception {
        store(PHRASE).put("one", "canary-1", Optional.empty());

        assertEquals("canary-1", value(store(PHRASE).get("one")));
        assertFalse(Files.exists(state().resolve("secrets.key")));
        assertTrue(Files.readString(state().resolve("secrets.json")).contains("600000"));
        assertEquals(AuthCode.STORE_LOCKED, failed(store(Map.of()).get("one")));
        assertEquals(
                AuthCode.STORE_LOCKED,
                failed(store(Map.of("AGENT_PASSPHRASE", "wrong")).get("one")));
        assertEquals(1, store(Map.of()).list().size(), "names and ages need no key");
        assertEquals(
                AuthCode.STORE_LOCKED,
                assertThrows(ProblemException.class, () -> store(Map.of()).put("two", "x", Optional.empty()))
                        .problem()
                        .code());
    }

    @Test
    void aStoreThatOthersCanReadIsNotOpened() throws Exception {
        store(Map.of()).put("one", "canary-1", Optional.empty());
        for (String name : List.of("secrets.key", "secrets.json")) {
            Path file = state().resolve(name);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            assertEquals(AuthCode.OPEN_SECRET, failed(store(Map.of()).get("one")), name);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        assertEquals("canary-1", value(store(Map.of()).get("one")));
    }

    @Test
    void aKeyFileThatIsGoneOrAnotherIsSaidAndNothingIsMadeInItsPlace() throws Exception {
        store(Map.of()).put("one", "canary-1", Optional.empty());
        Path key = state().resolve("secrets.key");
        byte[] right = Files.readAllBytes(key);
        Files.delete(key);

        assertEquals(AuthCode.STORE_LOCKED, failed(store(Map.of()).get("one")));
        assertThrows(ProblemException.class, () -> store(Map.of()).put("one", "x", Optional.empty()));
        assertFalse(Files.exists(key), "a new key would open nothing");
        Files.write(key, new byte[] {'x'});
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        assertEquals(AuthCode.STORE_LOCKED, failed(store(Map.of()).get("one")));
        Files.write(key, right);
        assertEquals("canary-1", value(store(Map.of()).get("one")));
    }

    /** Every third byte of the file in turn is another one: it is said, or the value is the one that was put in. */
    @Test
    void noChangeOfAByteBringsAnotherValue() throws Exception {
        store(Map.of()).put("one", "canary-1", Optional.of(Instant.parse("2027-01-01T00:00:00Z")));
        Path file = state().resolve("secrets.json");
        byte[] whole = Files.readAllBytes(file);
        int refused = 0;
        for (int at = 0; at < whole.length; at += 3) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x01;
            Files.write(file, changed);
            switch (store(Map.of()).get("one")) {
                case Got.Held held -> assertEquals("canary-1", held.secret().reveal(), "byte " + at);
                case Got.Failed known -> refused++;
                case Got.Absent renamed -> refused++;
            }
        }
        assertTrue(refused > whole.length / 6, refused + " of " + whole.length);
    }

    @Test
    void aCutStoreIsDamagedAndIsNeitherReadNorWrittenOver() throws Exception {
        store(Map.of()).put("one", "canary-1", Optional.empty());
        Path file = state().resolve("secrets.json");
        byte[] cut = Arrays.copyOf(Files.readAllBytes(file), 100);
        Files.write(file, cut);

        assertEquals(AuthCode.STORE_DAMAGED, failed(store(Map.of()).get("one")));
        assertEquals(
                AuthCode.STORE_DAMAGED,
                assertThrows(ProblemException.class, () -> store(Map.of()).put("two", "x", Optional.empty()))
                        .problem()
                        .code());
        assertArrayEquals(cut, Files.readAllBytes(file));
    }

    @Test
    void anEntryIsNotTakenForAnotherNorForFresherThanItIs() throws Exception {
        StateStore store = store(Map.of());
        store.put("one", "canary-1", Optional.empty());
        store.put("two", "canary-2", Optional.empty());
        Path file = state().resolve("secrets.json");
        String text = Files.readString(file);

        Files.writeString(
                file,
                text.replace("\"one\"", "\"tmp\"").replace("\"two\"", "\"one\"").replace("\"tmp\"", "\"two\""));
        assertEquals(AuthCode.STORE_DAMAGED, failed(store(Map.of()).get("one")));
        Files.writeString(file, text.replace("2026-11-20", "2026-11-21"));
        assertEquals(AuthCode.STORE_DAMAGED, failed(store(Map.of()).get("one")));
    }

    @Test
    void manyWhoWriteAtOnceLoseNothing() throws Exception {
        int writers = 8;
        int each = 5;
        try (ExecutorService crowd = Threads.perTask("writer", (thread, fault) -> {})) {
            List<Future<?>> all = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                String name = "w" + writer;
                StateStore own =
                        store(Map.of(), folder.resolve("vault"), World.real().clock());
                all.add(crowd.submit(() -> {
                    for (int n = 0; n < each; n++) {
                        own.put(name + "-" + n, "canary " + name + n, Optional.empty());
                    }
                    return own;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        StateStore after = store(Map.of());
        assertEquals(writers * each, after.list().size());
        for (Kept kept : after.list()) {
            assertEquals("canary " + kept.name().replace("-", ""), value(after.get(kept.name())));
        }
    }

    @Test
    void ageIsCountedFromTheLastValueAndAnEndComesNearer() throws Exception {
        StateStore store = store(Map.of());
        Kept fresh = store.put("one", "canary-1", Optional.empty());
        Instant set = fresh.set();
        assertEquals(Kept.Age.FRESH, fresh.age(set.plus(Duration.ofDays(74))));
        assertEquals(Kept.Age.OLD, fresh.age(set.plus(Duration.ofDays(75))));
        assertEquals(Kept.Age.TOO_OLD, fresh.age(set.plus(Duration.ofDays(90))));

        Kept ending = store.put("one", "canary-2", Optional.of(set.plus(Duration.ofDays(20))));
        assertEquals(Kept.Age.FRESH, ending.age(set.plus(Duration.ofDays(4))));
        assertEquals(Kept.Age.OLD, ending.age(set.plus(Duration.ofDays(5))));
        assertEquals(Kept.Age.TOO_OLD, ending.age(set.plus(Duration.ofDays(20))));
    }

    @Test
    void whatIsRemovedIsGoneAndTheRestStays() throws Exception {
        StateStore store = store(Map.of());
        store.put("one", "canary-1", Optional.empty());
        store.put("two", "canary-2", Optional.empty());

        assertTrue(store.remove("one"));
        assertFalse(store.remove("one"));
        assertInstanceOf(Got.Absent.class, store.get("one"));
        assertEquals("canary-2", value(store.get("two")));
    }

    @Test
    void aStateFolderInsideTheVaultKeepsNoSecret() {
        Path vault = folder;
        ProblemException refused = assertThrows(ProblemException.class, () -> {
            Files.createDirectories(state());
            store(Map.of(), vault).put("one", "canary-1", Optional.empty());
        });
        assertEquals(AuthCode.OPEN_SECRET, refused.problem().code());
        assertFalse(Files.exists(state().resolve("secrets.json")));
    }

    @Test
    void oddNamesAndValuesAreRefusedAndNotRepeated() {
        for (List<String> odd : List.of(
                List.of("../x", "canary"),
                List.of("one", "  "),
                List.of("one", "canary".repeat(5_000)),
                List.of("one", "can\0ary"))) {
            ProblemException refused = assertThrows(
                    ProblemException.class, () -> store(Map.of()).put(odd.get(0), odd.get(1), Optional.empty()));
            assertFalse(refused.problem().toString().contains("canary"));
        }
        assertFalse(Files.exists(state()));
    }

    /** NIST's test case 16 of AES-256-GCM, so that other programs can read what we seal. */
    @Test
    void theSealIsTheStandardsOwn() {
        java.util.HexFormat hex = java.util.HexFormat.of();
        javax.crypto.SecretKey key = new javax.crypto.spec.SecretKeySpec(
                hex.parseHex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"), "AES");
        byte[] sealed = hex.parseHex("cafebabefacedbaddecaf888"
                + "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838"
                + "c5f61e6393ba7a0abcc9f662" + "76fc6ece0f4e1768cddf8853bb2d551b");
        byte[] plain = new Sealed(sealed)
                .open(key, hex.parseHex("feedfacedeadbeeffeedfacedeadbeefabaddad2"))
                .orElseThrow();
        assertTrue(hex.formatHex(plain).startsWith("d9313225f88406e5a55909c5aff5269a"));
        assertEquals(60, plain.length);
    }

    /** The key that OpenSSL and Python derive of the same. */
    @Test
    void theKeyOfAPassphraseIsTheStandardsOwn() {
        byte[] salt = "salt".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                "c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a",
                java.util.HexFormat.of()
                        .formatHex(Lock.derive("password", salt, 4096).getEncoded()));
    }
}
