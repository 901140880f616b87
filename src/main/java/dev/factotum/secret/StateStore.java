package dev.factotum.secret;

import dev.factotum.problem.AuthCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.world.LockFile.Held;
import dev.factotum.world.Sighted;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;

/** The store in the state folder: {@code secrets.json}, its key {@code secrets.key}, its lock {@code secrets.lock}. */
public final class StateStore implements SecretStore {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final World world;
    private final Durable durable;
    private final KeptReader reader;

    /** @param vault the vault at hand, in which no secret may stand */
    public StateStore(World world, Durable durable, Optional<Path> vault, Passphrase passphrase) {
        this.world = world;
        this.durable = durable;
        this.reader = new KeptReader(world, vault, passphrase);
    }

    /** A store that is being changed. */
    private interface Change<T> {
        T of(StoreText text) throws IOException, InterruptedException;
    }

    @Override
    public Got get(String name) throws IOException, InterruptedException {
        return reader.get(name);
    }

    @Override
    public List<Kept> list() throws IOException {
        return reader.list();
    }

    @Override
    public Kept put(String name, String value, Optional<Instant> expires) throws IOException, InterruptedException {
        refuseOdd(name, value);
        return alone(text -> {
            Optional<Entry> before = Optional.ofNullable(text.entries().get(name));
            Instant now = world.clock().instant();
            Entry fresh;
            StoreText written = text;
            if (inKeyring(name, value)) {
                fresh = new Entry(name, now, expires, Optional.empty());
            } else {
                written = locked(text);
                fresh = sealed(written, name, value, now, expires);
            }
            List<Path> taken = new ArrayList<>();
            StoreText whole = with(takenOver(written, name, taken), fresh);
            durable.write(reader.file(), whole.bytes());
            forget(taken);
            if (fresh.sealed().isPresent()
                    && before.filter(old -> old.sealed().isEmpty()).isPresent()) {
                dropStale(name);
            }
            return fresh.kept();
        });
    }

    private static void refuseOdd(String name, String value) {
        String why = "";
        if (!SecretRef.NAME.matcher(name).matches()) {
            why = "a name is letters, digits, dots, dashes and underscores, at most 64";
        } else if (value.isBlank()) {
            why = "the value is empty";
        } else if (value.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            why = "the value is longer than " + LARGEST + " bytes";
        } else if (value.indexOf('\0') >= 0) {
            why = "the value holds a NUL byte";
        }
        if (!why.isEmpty()) {
            throw new ProblemException(new Problem(
                    AuthCode.NO_SECRET, "This secret cannot be kept.", "", why, "Give another name or value."));
        }
    }

    /** False where there is no keyring, or it does not give back what it was given: then the file is the place. */
    private boolean inKeyring(String name, String value) throws InterruptedException {
        if (world.processes().environment().containsKey(Passphrase.VARIABLE)) {
            return false;
        }
        Optional<Keyring> keyring = Keyring.of(world);
        if (keyring.isEmpty()) {
            return false;
        }
        try {
            keyring.get().put(name, value);
            return keyring.get().get(name).filter(value::equals).isPresent();
        } catch (IOException refused) {
            return false;
        }
    }

    private StoreText locked(StoreText text) throws IOException {
        return text.lock().isPresent()
                ? text
                : new StoreText(Optional.of(reader.keys().make(durable)), text.entries());
    }

    private Entry sealed(StoreText text, String name, String value, Instant set, Optional<Instant> expires)
            throws IOException {
        SecretKey key = reader.keys().open(text.lock().orElseThrow());
        byte[] bound = Entry.bound(name, set, expires);
        return new Entry(
                name, set, expires, Optional.of(Sealed.of(key, bound, value.getBytes(StandardCharsets.UTF_8))));
    }

    /** Secrets that stood in clear come along with the first that is written. @param taken gets their files */
    private StoreText takenOver(StoreText text, String written, List<Path> taken) throws IOException {
        StoreText all = text;
        for (Sighted one : reader.plain()) {
            Path file = reader.plain(one.name());
            if (!one.name().equals(written) && !all.entries().containsKey(one.name())) {
                String value = new String(world.disk().read(file, LARGEST), StandardCharsets.UTF_8).strip();
                if (value.isEmpty()) {
                    continue;
                }
                all = locked(all);
                all = with(all, sealed(all, one.name(), value, one.facts().modified(), Optional.empty()));
            }
            taken.add(file);
        }
        return all;
    }

    private static StoreText with(StoreText text, Entry fresh) {
        Map<String, Entry> entries = new HashMap<>(text.entries());
        entries.put(fresh.name(), fresh);
        return new StoreText(text.lock(), entries);
    }

    private void forget(List<Path> taken) throws IOException {
        for (Path file : taken) {
            try {
                world.disk().delete(file);
            } catch (NoSuchFileException gone) {
                continue;
            }
        }
        if (!taken.isEmpty()) {
            world.disk().forceFolder(reader.folder().resolve("secrets"));
        }
    }

    /** What the keyring holds of it is an older value that nothing reads any more. */
    private void dropStale(String name) throws InterruptedException {
        Optional<Keyring> keyring = Keyring.of(world);
        if (keyring.isPresent()) {
            try {
                keyring.get().remove(name);
            } catch (IOException locked) {
                return;
            }
        }
    }

    @Override
    public boolean remove(String name) throws IOException, InterruptedException {
        return alone(text -> {
            Entry entry = text.entries().get(name);
            if (entry != null && entry.sealed().isEmpty()) {
                emptied(name);
            }
            if (entry != null) {
                Map<String, Entry> entries = new HashMap<>(text.entries());
                entries.remove(name);
                durable.write(reader.file(), new StoreText(text.lock(), entries).bytes());
            }
            List<Path> plain = reader.plain().stream()
                    .filter(one -> one.name().equals(name))
                    .map(one -> reader.plain(name))
                    .toList();
            forget(plain);
            return entry != null || !plain.isEmpty();
        });
    }

    private void emptied(String name) throws InterruptedException {
        try {
            Optional<Keyring> keyring = Keyring.of(world);
            if (keyring.isPresent()) {
                keyring.get().remove(name);
            }
        } catch (IOException refused) {
            throw KeptReader.keyring(name, String.valueOf(refused.getMessage()));
        }
    }

    @SuppressWarnings("try") // holding the lock is its whole use
    private <T> T alone(Change<T> change) throws IOException, InterruptedException {
        reader.refuseInVault();
        durable.folder(reader.folder());
        try (Held held = Alone.take(world, reader.folder().resolve("secrets.lock"), 0, PATIENCE)) {
            return change.of(reader.text());
        }
    }
}
