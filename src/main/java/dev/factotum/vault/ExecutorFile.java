package dev.factotum.vault;

import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.problem.VaultCode;
import dev.factotum.vault.JsonFields.MalformedException;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code executor.json} and what this machine remembers of it (F5). Thread-safe.
 *
 * <p>The largest epoch ever seen is kept outside the vault, so an executor.json that a backup or a sync tool brings back
 * does not make this machine act again.
 */
final class ExecutorFile {
    private static final long LARGEST = 1 << 16;

    private final World world;
    private final SafeFiles files;
    private final Path root;
    private final Path file;
    private final StateFile state;
    private byte @Nullable [] lastBytes;
    private @Nullable Executor last;

    ExecutorFile(World world, SafeFiles files, Path root, StateFile state) {
        this.world = world;
        this.files = files;
        this.root = root;
        this.file = root.resolve(Vault.HIDDEN).resolve("executor.json");
        this.state = state;
    }

    /** Who executes now; where nobody is named, nobody does. */
    synchronized Executor read() throws IOException {
        byte[] bytes;
        try {
            bytes = world.disk().read(file, LARGEST);
        } catch (NoSuchFileException nobody) {
            return new Executor("", "", "", remembered(), Instant.EPOCH, false);
        }
        Executor known = last;
        if (known == null || !Arrays.equals(bytes, lastBytes)) {
            known = judged(bytes);
            last = known;
            lastBytes = bytes;
        }
        return known;
    }

    private Executor judged(byte[] bytes) throws IOException {
        Executor named = parse(bytes);
        long remembered = remembered();
        Optional<String> machine = machine();
        if (named.epoch() > remembered && machine.isPresent()) {
            remember(named.epoch());
        }
        boolean here = machine.isPresent()
                && machine.get().equals(named.machine())
                && named.path().equals(root.toString())
                && named.epoch() >= remembered;
        return new Executor(named.machine(), named.name(), named.path(), named.epoch(), named.since(), here);
    }

    /** Makes this machine the executor, with an epoch larger than any it has seen. */
    synchronized Executor takeOver() throws IOException {
        long epoch = Math.max(read().epoch(), remembered()) + 1;
        String machine = ownMachine();
        remember(epoch);
        files.write(
                file,
                new JsonFields()
                        .put("v", 1)
                        .put("machine", machine)
                        .put("name", world.processes().host())
                        .put("path", root.toString())
                        .put("epoch", epoch)
                        .put("since", world.clock().instant())
                        .bytes());
        return read();
    }

    private Executor parse(byte[] bytes) {
        try {
            JsonFields json = JsonFields.read(bytes);
            return new Executor(
                    json.text("machine"),
                    json.maybe("name").orElse(""),
                    json.text("path"),
                    json.number("epoch"),
                    json.instant("since"),
                    false);
        } catch (MalformedException broken) {
            throw new ProblemException(new Problem(
                    VaultCode.UNREADABLE,
                    "The file that names the executor cannot be read",
                    file.toString(),
                    String.valueOf(broken.getMessage()),
                    "Delete it and run agent config set executor this."));
        }
    }

    private long remembered() throws IOException {
        Optional<byte[]> bytes = state.read();
        if (bytes.isEmpty()) {
            return 0;
        }
        try {
            return JsonFields.read(bytes.get()).number("epoch");
        } catch (MalformedException broken) {
            throw new ProblemException(new Problem(
                    VaultCode.UNREADABLE,
                    "What this machine remembers of the vault cannot be read",
                    state.path().toString(),
                    String.valueOf(broken.getMessage()),
                    "Delete it and run agent config set executor this."));
        }
    }

    private void remember(long epoch) throws IOException {
        state.write(new JsonFields().put("v", 1).put("epoch", epoch).bytes());
    }

    /** This machine's id, or empty where it has never been an executor. */
    Optional<String> machine() throws IOException {
        try {
            String text = new String(world.disk().read(machineFile(), LARGEST), StandardCharsets.UTF_8).strip();
            return MatterId.parse(text).map(MatterId::value);
        } catch (NoSuchFileException never) {
            return Optional.empty();
        }
    }

    private String ownMachine() throws IOException {
        Optional<String> known = machine();
        if (known.isPresent()) {
            return known.get();
        }
        String fresh = world.ids().ulid();
        try {
            files.publish(machineFile(), (fresh + "\n").getBytes(StandardCharsets.UTF_8));
            return fresh;
        } catch (FileAlreadyExistsException madeByAnother) {
            return machine().orElseThrow(() -> madeByAnother);
        }
    }

    private Path machineFile() {
        return world.processes().stateFolder().resolve("machine");
    }
}
