package dev.factotum.vault;

import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.problem.VaultCode;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.JsonFields.MalformedException;
import dev.factotum.world.DiskFailure;
import dev.factotum.world.FileFacts;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** One vault on disk: its folders, its safe ways to write, its claims and ledgers. Thread-safe. */
public final class Vault {
    /** The name of the hidden folder. */
    static final String HIDDEN = ".agent";

    private static final List<String> HIDDEN_FOLDERS = List.of(
            "ledger/open", "ledger/closed", "proposed", "approved", "audit", "usage", "index", "cache", "local/undo");

    private static final long LARGEST_MARK = 1 << 16;

    private final World world;
    private final Path root;
    private final String id;
    private final SafeFiles files;
    private final Claims claims;
    private final Ledgers ledgers;
    private final ExecutorFile executor;

    private Vault(World world, Path root, String id, SafeFiles files) {
        this.world = world;
        this.root = root;
        this.id = id;
        this.files = files;
        Path hidden = root.resolve(HIDDEN);
        Path ledger = hidden.resolve("ledger");
        FileLedgers onlyRead = new FileLedgers(world, files, matter -> 0, ledger);
        this.claims = new ChosenClaims(world, root, hidden, onlyRead::claim);
        this.ledgers = new FileLedgers(world, files, claims::confirm, ledger);
        this.executor = new ExecutorFile(world, files, root, state(world, files, id, ""));
    }

    /** Opens an existing vault; throws {@link dev.factotum.problem.ProblemException} (E-VAULT-01) where none is. */
    public static Vault open(World world, Path root) throws IOException {
        try {
            Path real = world.disk().real(root);
            byte[] mark = world.disk().read(mark(real), LARGEST_MARK);
            return new Vault(world, real, id(mark(real), mark), files(world, real));
        } catch (NoSuchFileException none) {
            throw new ProblemException(new Problem(
                    VaultCode.NOT_A_VAULT,
                    "No vault stands at " + root + ".",
                    root.toString(),
                    "there is no " + HIDDEN + "/vault.json in it",
                    VaultCode.NOT_A_VAULT.remedy()));
        }
    }

    /** Makes the pipeline folders and the hidden layout in a folder that may hold other files; this machine executes. */
    public static Vault create(World world, Path folder) throws IOException {
        world.disk().makeFolder(folder);
        Path root = world.disk().real(folder);
        if (world.disk().facts(mark(root)).isPresent()) {
            return open(world, root);
        }
        SafeFiles files = files(world, root);
        Path hidden = root.resolve(HIDDEN);
        for (Stage stage : Stage.values()) {
            files.folder(root.resolve(stage.folder()));
        }
        for (String name : HIDDEN_FOLDERS) {
            files.folder(hidden.resolve(name));
        }
        String id = world.ids().ulid();
        new ExecutorFile(world, files, root, state(world, files, id, "")).takeOver();
        new Reserve(world.disk(), hidden.resolve("local/reserve")).ensure();
        try {
            files.publish(
                    mark(root),
                    new JsonFields()
                            .put("v", 1)
                            .put("id", id)
                            .put("created", world.clock().instant())
                            .bytes());
        } catch (FileAlreadyExistsException madeByAnother) {
            return open(world, root);
        }
        return open(world, root);
    }

    /**
     * Makes sure that what this machine must remember outside a vault can be kept; call it before laying one down.
     *
     * @throws ProblemException E-VAULT-13 where the state folder cannot be written
     */
    public static void prepare(World world) throws IOException {
        Path state = world.processes().stateFolder();
        Path probe = state.resolve("vaults").resolve(world.ids().ulid() + ".probe");
        try {
            new SafeFiles(world, state).write(probe, new byte[0]);
            world.disk().delete(probe);
        } catch (IOException refused) {
            throw new ProblemException(new Problem(
                    VaultCode.NO_STATE,
                    VaultCode.NO_STATE.meaning(),
                    state.toString(),
                    DiskFailure.words(refused),
                    VaultCode.NO_STATE.remedy()));
        }
    }

    private static Path mark(Path root) {
        return root.resolve(HIDDEN).resolve("vault.json");
    }

    private static SafeFiles files(World world, Path root) {
        return new SafeFiles(world, root.resolve(HIDDEN).resolve("local/undo"));
    }

    private static String id(Path file, byte[] mark) {
        try {
            JsonFields json = JsonFields.read(mark);
            if (json.number("v") > 1) {
                throw new ProblemException(new Problem(
                        VaultCode.NEWER,
                        "This vault needs a newer version of agent",
                        file.toString(),
                        "its format is " + json.number("v") + ", this program reads 1",
                        VaultCode.NEWER.remedy()));
            }
            return new MatterId(json.text("id")).value();
        } catch (MalformedException | IllegalArgumentException broken) {
            throw new ProblemException(new Problem(
                    VaultCode.UNREADABLE,
                    "The vault's own id cannot be read",
                    file.toString(),
                    String.valueOf(broken.getMessage()),
                    VaultCode.UNREADABLE.remedy()));
        }
    }

    public World world() {
        return world;
    }

    public Path root() {
        return root;
    }

    /** The vault's own ULID, made by init. */
    public String id() {
        return id;
    }

    public Path folder(Stage stage) {
        return root.resolve(stage.folder());
    }

    /** Completed/YYYY-MM. */
    public Path completed(YearMonth month) {
        return folder(Stage.COMPLETED).resolve(month.toString());
    }

    /** Folders of the pipeline and of the hidden layout that should be there and are not. */
    public List<Path> missing() throws IOException {
        List<Path> wanted = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            wanted.add(folder(stage));
        }
        for (String name : HIDDEN_FOLDERS) {
            wanted.add(hidden().resolve(name));
        }
        List<Path> gone = new ArrayList<>();
        for (Path folder : wanted) {
            if (world.disk().facts(folder).isEmpty()) {
                gone.add(folder);
            }
        }
        return gone;
    }

    /** The hidden folder .agent. */
    public Path hidden() {
        return root.resolve(HIDDEN);
    }

    public Attachments attachments() {
        return new Attachments(root);
    }

    public SafeFiles files() {
        return files;
    }

    public Claims claims() {
        return claims;
    }

    /** Who is at work here on this machine. */
    public Holders holders() {
        return new Holders(world, hidden().resolve("local/lock"), claims, ledgers);
    }

    public Ledgers ledgers() {
        return ledgers;
    }

    public Reserve reserve() {
        return new Reserve(world.disk(), hidden().resolve("local/reserve"));
    }

    /** How claims are held here: by the kernel, or as files on a disk that other machines may share. */
    public Claims.Kind claimKind() throws IOException {
        return claims.kind();
    }

    public Executor executor() throws IOException {
        return executor.read();
    }

    /** Makes this machine the executor: epoch + 1, then two quiet minutes. Nothing where it is already. */
    @SuppressWarnings("try") // holding the claim is its whole use
    public Executor takeOver() throws IOException {
        try (Claim held = claims.claim("executor").orElseThrow(() -> busy("The executor is being changed"))) {
            return executor.takeOver();
        }
    }

    private ProblemException busy(String what) {
        return new ProblemException(
                new Problem(VaultCode.BUSY, what, root.toString(), VaultCode.BUSY.meaning(), VaultCode.BUSY.remedy()));
    }

    /** What a person is told where this process may not run steps: who does, and where. */
    public Problem elsewhere() throws IOException {
        Executor executor = executor();
        if (executor.begins().isPresent()) {
            return new Problem(
                    VaultCode.TAKING_OVER,
                    VaultCode.TAKING_OVER.meaning(),
                    root.toString(),
                    "work begins at " + executor.begins().get().truncatedTo(ChronoUnit.SECONDS),
                    VaultCode.TAKING_OVER.remedy());
        }
        boolean copy = !executor.path().isEmpty()
                && !executor.path().equals(root.toString())
                && machine().filter(executor.machine()::equals).isPresent();
        if (copy) {
            return new Problem(
                    VaultCode.NOT_EXECUTOR,
                    "Another copy of this vault runs the steps.",
                    root.toString(),
                    "steps of this vault run in " + executor.path() + " on this machine",
                    "Work there, or make this folder the one that runs: agent config set executor this.");
        }
        return new Problem(
                VaultCode.NOT_EXECUTOR,
                VaultCode.NOT_EXECUTOR.meaning(),
                executor.name().isEmpty() ? root.toString() : executor.name(),
                executor.name().isEmpty()
                        ? "no machine is named that runs steps"
                        : "steps of this vault run on " + executor.name() + " at " + executor.path(),
                VaultCode.NOT_EXECUTOR.remedy());
    }

    /** This machine's own id, or empty where it has never been made the executor of a vault. */
    public Optional<String> machine() throws IOException {
        return executor.machine();
    }

    /** A file of this vault in the state folder: {@code vaults/ID.NAME.json}. */
    public StateFile state(String name) {
        return state(world, files, id, "." + name);
    }

    private static StateFile state(World world, SafeFiles files, String id, String suffix) {
        Path folder = world.processes().stateFolder().resolve("vaults");
        return new StateFile(world, files, folder.resolve(id + suffix + ".json"));
    }

    /**
     * Puts right what dead processes left; call it once at start, before the first claim. Does nothing where another
     * process is at it.
     */
    @SuppressWarnings("try") // holding the claim is its whole use
    public Sweep.Swept sweep() throws IOException {
        Optional<Claim> claim = claims.claim("sweep");
        if (claim.isEmpty()) {
            return new Sweep.Swept(0, List.of(), List.of());
        }
        try (Claim held = claim.get()) {
            Path open = hidden().resolve("ledger/open");
            if (world.disk().facts(open).isPresent()) {
                world.disk().forceFolder(open);
            }
            return files.sweep(written());
        }
    }

    /** The folders that writes leave temporary files in; of Completed the latest two months. */
    private List<Path> written() throws IOException {
        List<Path> folders = new ArrayList<>();
        folders.add(root);
        for (Stage stage : Stage.values()) {
            folders.add(folder(stage));
        }
        List<Path> months = foldersIn(folder(Stage.COMPLETED));
        folders.addAll(months.subList(0, Math.min(2, months.size())));
        folders.addAll(foldersIn(root.resolve("Outbox")));
        folders.add(root.resolve("Audit"));
        folders.add(root.resolve("Memory"));
        folders.add(hidden());
        for (String name : List.of(
                "proposed",
                "approved",
                "audit",
                "usage",
                "index",
                "cache",
                "trust",
                "local",
                "local/claims",
                "local/index/memory")) {
            folders.add(hidden().resolve(name));
        }
        return folders;
    }

    @Override
    public String toString() {
        return "vault " + root;
    }

    /** Largest name first. */
    private List<Path> foldersIn(Path folder) throws IOException {
        try {
            return world.disk().list(folder).stream()
                    .filter(entry -> entry.kind() == FileFacts.Kind.FOLDER)
                    .map(entry -> folder.resolve(entry.name()))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }
}
