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
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * {@code executor.json} and what this machine remembers of it (F5). Thread-safe.
 *
 * <p>The largest epoch ever seen is kept outside the vault, so an executor.json that a backup or a sync tool brings back
 * does not make this machine act again.
 */
final class ExecutorFile {
    /** After a takeover the machine that did the work before has this long to hear of it and to finish what it is at. */
    static final Duration QUIET = Duration.ofMinutes(2);

    private static final long LARGEST = 1 << 16;

    private final World world;
    private final SafeFiles files;
    private final Path root;
    private final Path file;
    private final StateFile state;
    private Optional<Judged> seen = Optional.empty();

    /** This process has looked before: what is new to it happened before its eyes. */
    private boolean looked;

    /** What the file says. */
    private record Named(
            String machine, String name, String path, long epoch, Instant since, Instant begins, String from) {
        static final Named NOBODY = new Named("", "", "", 0, Instant.EPOCH, Instant.EPOCH, "");

        Executor executor(long known, Optional<Instant> starts, boolean here) {
            return new Executor(machine, name, path, known, since, from, starts, here);
        }
    }

    /**
     * What it means here.
     *
     * @param noticed when this process first saw it, by the monotonic clock
     * @param watched true where this process saw it change
     */
    private record Judged(
            Named named, byte[] bytes, Optional<byte[]> memory, boolean ours, long noticed, boolean watched) {
        boolean holdsFor(byte[] now, Optional<byte[]> remembered) {
            return Arrays.equals(bytes, now)
                    && Arrays.equals(memory.orElse(new byte[0]), remembered.orElse(new byte[0]));
        }
    }

    ExecutorFile(World world, SafeFiles files, Path root, StateFile state) {
        this.world = world;
        this.files = files;
        this.root = root;
        this.file = root.resolve(Vault.HIDDEN).resolve("executor.json");
        this.state = state;
    }

    /** Who executes now; where nobody is named, nobody does. */
    synchronized Executor read() throws IOException {
        Optional<byte[]> memory = state.read();
        byte[] bytes;
        try {
            bytes = world.disk().read(file, LARGEST);
        } catch (NoSuchFileException nobody) {
            seen = Optional.empty();
            looked = true;
            return Named.NOBODY.executor(remembered(memory), Optional.empty(), false);
        }
        Judged known = seen.orElse(null);
        if (known == null || !known.holdsFor(bytes, memory)) {
            known = known != null && Arrays.equals(known.bytes(), bytes)
                    ? judged(bytes, memory, known.noticed(), known.watched())
                    : judged(bytes, memory, world.clock().nanos(), looked);
            seen = Optional.of(known);
            looked = true;
        }
        Optional<Instant> begins = known.ours() ? begins(known) : Optional.empty();
        return known.named().executor(known.named().epoch(), begins, known.ours() && begins.isEmpty());
    }

    private Judged judged(byte[] bytes, Optional<byte[]> memory, long noticed, boolean watched) throws IOException {
        Named named = parse(bytes);
        long remembered = remembered(memory);
        Optional<String> machine = machine();
        Optional<byte[]> kept = memory;
        if (named.epoch() > remembered && machine.isPresent()) {
            remember(named.epoch());
            kept = state.read();
        }
        boolean ours = machine.isPresent()
                && machine.get().equals(named.machine())
                && named.path().equals(root.toString())
                && named.epoch() >= remembered;
        return new Judged(named, bytes, kept, ours, noticed, watched);
    }

    /**
     * When this machine begins, empty where it may already. A process that saw the takeover happen counts by its own
     * monotonic clock; a later one goes by the time in the file, and waits no longer than a full quiet time.
     */
    private Optional<Instant> begins(Judged judged) {
        Duration quiet = Duration.between(judged.named().since(), judged.named().begins());
        Duration left = (quiet.compareTo(QUIET) > 0 ? QUIET : quiet)
                .minusNanos(world.clock().nanos() - judged.noticed());
        Instant now = world.clock().instant();
        Duration byFile = Duration.between(now, judged.named().begins());
        Duration wait = judged.watched() || left.compareTo(byFile) < 0 ? left : byFile;
        return wait.isPositive() ? Optional.of(now.plus(wait)) : Optional.empty();
    }

    /** Makes this machine the executor, with an epoch larger than any it has seen; nothing where it is already. */
    synchronized Executor takeOver() throws IOException {
        Executor before = read();
        boolean ahead = before.since().isAfter(world.clock().instant().plus(QUIET));
        if (before.here() || before.begins().isPresent() && !ahead) {
            return before;
        }
        long epoch = Math.max(before.epoch(), remembered(state.read())) + 1;
        String machine = ownMachine();
        Instant now = world.clock().instant();
        Instant begins = epoch == 1 || moved(before, machine) ? now : now.plus(QUIET);
        remember(epoch);
        files.write(
                file,
                new JsonFields()
                        .put("v", 1)
                        .put("machine", machine)
                        .put("name", world.processes().host())
                        .put("path", root.toString())
                        .put("epoch", epoch)
                        .put("since", now)
                        .put("begins", begins)
                        .put("from", before.name())
                        .bytes());
        return read();
    }

    /** True where the vault was moved on this machine: nothing is left at the old place that could execute. */
    private boolean moved(Executor before, String machine) throws IOException {
        return before.machine().equals(machine)
                && before.name().equals(world.processes().host())
                && !before.path().equals(root.toString())
                && world.disk()
                        .facts(root.getFileSystem().getPath(before.path()))
                        .isEmpty();
    }

    private Named parse(byte[] bytes) {
        try {
            JsonFields json = JsonFields.read(bytes);
            return new Named(
                    json.text("machine"),
                    json.maybe("name").orElse(""),
                    json.text("path"),
                    json.number("epoch"),
                    json.instant("since"),
                    json.has("begins") ? json.instant("begins") : json.instant("since"),
                    json.maybe("from").orElse(""));
        } catch (MalformedException broken) {
            throw new ProblemException(new Problem(
                    VaultCode.UNREADABLE,
                    "The file that names the executor cannot be read",
                    file.toString(),
                    String.valueOf(broken.getMessage()),
                    "Delete it and run agent config set executor this."));
        }
    }

    private long remembered(Optional<byte[]> bytes) {
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
