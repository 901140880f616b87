package dev.factotum.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.problem.AuthCode;
import dev.factotum.secret.SecretStore.Got;
import dev.factotum.vault.SafeFiles;
import dev.factotum.world.TestProcesses;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Against programs that stand in for the systems' own: no keyring runs where this is built. */
@EnabledOnOs(OS.LINUX)
class KeyringTest {
    /** Takes the words of secret-tool, keeps values in files, and writes down how it was called. */
    private static final String SECRET_TOOL = """
            #!/bin/sh
            dir="%1$s"
            echo "$@" >> "$dir/calls"
            [ -e "$dir/broken" ] && exit 1
            verb=$1
            shift
            case "$1" in --label=*) shift ;; esac
            file="$dir/$6"
            case $verb in
            store) cat > "$file" ;;
            lookup) [ -e "$file" ] && cat "$file" ;;
            clear) rm -f "$file" ;;
            esac
            """;

    private static final String SECURITY = """
            #!/bin/sh
            dir="%1$s"
            echo "$@" >> "$dir/calls"
            case $1 in
            -i) read -r line; name=$(echo "$line" | sed 's/.* -a "\\([^"]*\\)".*/\\1/')
                echo "$line" | cut -c1-4096 | sed 's/.* -w "\\([^"]*\\)"*.*/\\1/' > "$dir/$name" ;;
            find-generic-password) [ -e "$dir/$5" ] || exit 44; cat "$dir/$5" ;;
            delete-generic-password) [ -e "$dir/$5" ] || exit 44; rm "$dir/$5" ;;
            esac
            """;

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    private World world(String program, String script) throws IOException {
        Path values = Files.createDirectories(folder.resolve("values"));
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path file = Files.writeString(bin.resolve(program), script.formatted(values));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        environment.putIfAbsent("PATH", bin + ":/usr/bin:/bin");
        environment.putIfAbsent("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
        World real = World.real();
        return new World(
                real.disk(),
                real.clock(),
                real.ids(),
                new TestProcesses(1, Instant.EPOCH, folder.resolve("state"), environment));
    }

    private SecretStore store() throws IOException {
        World world = world("secret-tool", SECRET_TOOL);
        return new StateStore(
                world, new SafeFiles(world, folder.resolve("state")), Optional.empty(), Passphrase.of(environment));
    }

    @Test
    void aSecretGoesToTheKeyringOverAPipeAndItsNameToTheList() throws Exception {
        Kept kept = store().put("openai", "canary-1", Optional.empty());

        assertEquals(Kept.Place.KEYRING, kept.place());
        assertEquals("canary-1", Files.readString(folder.resolve("values/openai")));
        assertEquals(
                "canary-1",
                assertInstanceOf(Got.Held.class, store().get("openai")).secret().reveal());
        assertEquals(
                List.of(Kept.Place.KEYRING),
                store().list().stream().map(Kept::place).toList());
        assertFalse(Files.readString(folder.resolve("values/calls")).contains("canary"));
        assertFalse(Files.readString(folder.resolve("state/secrets.json")).contains("canary"));
        assertFalse(Files.exists(folder.resolve("state/secrets.key")));

        assertTrue(store().remove("openai"));
        assertFalse(Files.exists(folder.resolve("values/openai")));
        assertInstanceOf(Got.Absent.class, store().get("openai"));
    }

    @Test
    void aKeyringThatDoesNotTakeItLeavesItToTheFile() throws Exception {
        store();
        Files.createFile(folder.resolve("values/broken"));
        assertEquals(
                Kept.Place.FILE,
                store().put("openai", "canary-1", Optional.empty()).place());
        assertEquals(
                "canary-1",
                assertInstanceOf(Got.Held.class, store().get("openai")).secret().reveal());
    }

    @Test
    void aKeyringThatIsLockedLaterIsSaid() throws Exception {
        store().put("openai", "canary-1", Optional.empty());
        Files.createFile(folder.resolve("values/broken"));
        assertEquals(
                AuthCode.KEYRING,
                assertInstanceOf(Got.Failed.class, store().get("openai"))
                        .problem()
                        .code());
    }

    @Test
    void whoeverWantsTheFileOrAPassphraseOrHasNoSessionGetsNoKeyring() throws Exception {
        for (Map<String, String> wish : List.of(
                Map.of("AGENT_SECRETS", "file"),
                Map.of("AGENT_PASSPHRASE", "correct horse"),
                Map.of("DBUS_SESSION_BUS_ADDRESS", ""))) {
            environment.clear();
            environment.putAll(wish);
            try (Stream<Path> before =
                    Files.exists(folder.resolve("state")) ? Files.list(folder.resolve("state")) : Stream.of()) {
                for (Path file : before.toList()) {
                    Files.delete(file);
                }
            }
            assertEquals(
                    Kept.Place.FILE,
                    store().put("one", "canary", Optional.empty()).place(),
                    wish.toString());
        }
        assertFalse(Files.exists(folder.resolve("values/calls")));
    }

    @Test
    void theKeychainOfMacOsGetsALineOverAPipe() throws Exception {
        Keyring keychain = MacKeychain.of(world("security", SECURITY)).orElseThrow();
        keychain.put("one", "canary \"ü'\n$two");
        assertEquals(Optional.of("canary \"ü'\n$two"), keychain.get("one"));
        assertEquals(Optional.empty(), keychain.get("two"));
        assertFalse(Files.readString(folder.resolve("values/calls")).contains("canary"));
        keychain.remove("one");
        keychain.remove("one");
        assertEquals(Optional.empty(), keychain.get("one"));
    }
}
