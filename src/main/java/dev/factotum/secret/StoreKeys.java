package dev.factotum.secret;

import dev.factotum.problem.AuthCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.world.Entropy;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Where the store's key comes from: a key file beside it, or a passphrase. Thread-safe. */
final class StoreKeys {
    private static final int LARGEST = 1024;

    private final World world;
    private final Passphrase passphrase;
    private final Path file;
    private @Nullable Derived derived;

    /** One derivation takes a third of a second. */
    private record Derived(byte[] salt, SecretKey key) {}

    /** @param folder the state folder */
    StoreKeys(World world, Passphrase passphrase, Path folder) {
        this.world = world;
        this.passphrase = passphrase;
        this.file = folder.resolve("secrets.key");
    }

    /** @throws ProblemException E-AUTH-06 where the key is missing or another */
    SecretKey open(Lock lock) throws IOException {
        SecretKey key = switch (lock) {
            case Lock.KeyFile kept -> read();
            case Lock.ByPassphrase by -> byPassphrase(by);
        };
        if (!lock.fits(key)) {
            throw switch (lock) {
                case Lock.KeyFile kept ->
                    locked(
                            "The store of secrets was locked with another key.",
                            file.toString(),
                            "the key file is not the one it was made with");
                case Lock.ByPassphrase by ->
                    locked("The passphrase does not open the store of secrets.", "", "it was locked with another one");
            };
        }
        return key;
    }

    private synchronized SecretKey byPassphrase(Lock.ByPassphrase lock) {
        Derived before = derived;
        if (before != null && Arrays.equals(before.salt(), lock.salt()) && lock.fits(before.key())) {
            return before.key();
        }
        String said = passphrase
                .known()
                .orElseThrow(() -> locked(
                        "The store of secrets is locked by a passphrase.", "", Passphrase.VARIABLE + " is not set"));
        SecretKey key = Lock.derive(said, lock.salt(), lock.rounds());
        derived = new Derived(lock.salt(), key);
        return key;
    }

    private static ProblemException locked(String what, String where, String why) {
        return new ProblemException(
                new Problem(AuthCode.STORE_LOCKED, what, where, why, AuthCode.STORE_LOCKED.remedy()));
    }

    private SecretKey read() throws IOException {
        byte[] text;
        try {
            text = world.disk().read(file, LARGEST);
        } catch (NoSuchFileException gone) {
            throw locked("The key of the store of secrets is not there.", file.toString(), "the key file is gone");
        }
        if (!world.disk().ownerOnly(file)) {
            throw KeptReader.open(file);
        }
        try {
            byte[] key = Base64.getDecoder().decode(new String(text, StandardCharsets.US_ASCII).strip());
            if (key.length == Lock.KEY_BYTES) {
                return new SecretKeySpec(key, "AES");
            }
        } catch (IllegalArgumentException damaged) {
            // said below
        }
        throw locked("The key of the store of secrets cannot be read.", file.toString(), "the key file holds no key");
    }

    /** For a store in which nothing is sealed yet. A key file that was made before a stop is taken. */
    Lock make(Durable durable) throws IOException {
        Optional<String> chosen = passphrase.chosen();
        if (chosen.isPresent()) {
            byte[] salt = Entropy.bytes(Lock.SALT_BYTES);
            SecretKey key = Lock.derive(chosen.get(), salt, Lock.ROUNDS);
            synchronized (this) {
                derived = new Derived(salt, key);
            }
            return new Lock.ByPassphrase(salt, Lock.ROUNDS, Lock.check(key));
        }
        try {
            String fresh = Base64.getEncoder().encodeToString(Entropy.bytes(Lock.KEY_BYTES)) + "\n";
            durable.publish(file, fresh.getBytes(StandardCharsets.US_ASCII));
        } catch (FileAlreadyExistsException before) {
            // its name is durable then
        }
        return new Lock.KeyFile(Lock.check(read()));
    }
}
