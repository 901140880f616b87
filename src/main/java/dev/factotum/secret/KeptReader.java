package dev.factotum.secret;

import dev.factotum.problem.AuthCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.secret.SecretStore.Got;
import dev.factotum.world.FileFacts;
import dev.factotum.world.FileTooLargeException;
import dev.factotum.world.Sighted;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The store for looking only. Thread-safe. */
final class KeptReader {
    private static final long LARGEST = 64L << 20;

    private final World world;
    private final Optional<Path> vault;
    private final StoreKeys keys;
    private final Path folder;

    /** @param vault the vault at hand, in which no secret may stand */
    KeptReader(World world, Optional<Path> vault, Passphrase passphrase) {
        this.world = world;
        this.vault = vault;
        this.folder = world.processes().stateFolder();
        this.keys = new StoreKeys(world, passphrase, folder);
    }

    Path folder() {
        return folder;
    }

    Path file() {
        return folder.resolve("secrets.json");
    }

    /** Where a secret stood in clear before there was a store. */
    Path plain(String name) {
        return folder.resolve("secrets").resolve(name);
    }

    StoreKeys keys() {
        return keys;
    }

    /** What stands in the file; nothing where it was never written. */
    StoreText text() throws IOException {
        byte[] bytes;
        try {
            bytes = world.disk().read(file(), LARGEST);
        } catch (NoSuchFileException never) {
            return StoreText.EMPTY;
        } catch (FileTooLargeException much) {
            throw damaged("it is larger than a store can be");
        }
        if (!world.disk().ownerOnly(file())) {
            throw open(file());
        }
        refuseInVault();
        try {
            return StoreText.parse(bytes);
        } catch (StoreText.DamagedException broken) {
            throw damaged(broken.reason());
        }
    }

    /** A vault is synced and shared. */
    void refuseInVault() throws IOException {
        if (vault.isPresent()
                && world.disk().facts(folder).isPresent()
                && world.disk().real(folder).startsWith(world.disk().real(vault.get()))) {
            throw new ProblemException(new Problem(
                    AuthCode.OPEN_SECRET,
                    "The store of secrets stands inside the vault.",
                    folder.toString(),
                    "a vault is synced and shared",
                    "Name a folder outside of it in the variable AGENT_STATE."));
        }
    }

    Got get(String name) throws IOException, InterruptedException {
        try {
            Entry entry = text().entries().get(name);
            return entry == null ? new Got.Absent() : held(entry);
        } catch (ProblemException known) {
            return new Got.Failed(known.problem());
        }
    }

    private Got held(Entry entry) throws IOException, InterruptedException {
        String value = entry.sealed().isPresent() ? opened(entry, entry.sealed().get()) : looked(entry);
        return new Got.Held(new Secret(value), entry.set(), entry.kept().place());
    }

    private String opened(Entry entry, Sealed sealed) throws IOException {
        Optional<Lock> lock = text().lock();
        if (lock.isEmpty()) {
            throw damaged("it has no lock");
        }
        return sealed.open(keys.open(lock.get()), entry.bound())
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow(() -> damaged("the entry “" + entry.name() + "” was changed since it was sealed"));
    }

    private String looked(Entry entry) throws InterruptedException {
        try {
            Optional<Keyring> keyring = Keyring.of(world);
            if (keyring.isPresent()) {
                Optional<String> value = keyring.get().get(entry.name());
                if (value.isPresent()) {
                    return value.get();
                }
            }
            throw keyring(entry.name(), keyring.isPresent() ? "it gives nothing of this name" : "it is not there");
        } catch (IOException refused) {
            throw keyring(entry.name(), String.valueOf(refused.getMessage()));
        }
    }

    static ProblemException keyring(String name, String why) {
        return new ProblemException(new Problem(
                AuthCode.KEYRING,
                "The keyring of the system does not help with “" + name + "”.",
                "secret:" + name,
                why,
                AuthCode.KEYRING.remedy()));
    }

    List<Kept> list() throws IOException {
        List<Kept> all = new ArrayList<>();
        StoreText text = text();
        text.entries().values().forEach(entry -> all.add(entry.kept()));
        for (Sighted one : plain()) {
            if (!text.entries().containsKey(one.name())) {
                all.add(new Kept(one.name(), one.facts().modified(), Optional.empty(), Kept.Place.PLAIN));
            }
        }
        all.sort(Comparator.comparing(Kept::name));
        return all;
    }

    /** Those in clear. */
    List<Sighted> plain() throws IOException {
        try {
            return world
                    .disk()
                    .sight(
                            folder.resolve("secrets"),
                            name -> SecretRef.NAME.matcher(name).matches())
                    .stream()
                    .filter(one -> one.facts().kind() == FileFacts.Kind.FILE)
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private ProblemException damaged(String why) {
        return new ProblemException(new Problem(
                AuthCode.STORE_DAMAGED,
                "The store of secrets cannot be read.",
                file().toString(),
                why,
                AuthCode.STORE_DAMAGED.remedy()));
    }

    static ProblemException open(Path file) {
        return new ProblemException(new Problem(
                AuthCode.OPEN_SECRET,
                "Others on this machine can read the store of secrets.",
                file.toString(),
                "it is not for its owner alone",
                "Run chmod 600 on it, and change the secrets if others may have seen them."));
    }
}
