package dev.factotum.vault;

import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.YearMonth;

/** One vault on disk: its folders, its safe ways to write, its claims and ledgers. */
public final class Vault {
    private final World world;
    private final Path root;

    private Vault(World world, Path root) {
        this.world = world;
        this.root = root;
    }

    /** Opens an existing vault; throws {@link dev.factotum.problem.ProblemException} (E-VAULT-01) where none is. */
    public static Vault open(World world, Path root) throws IOException {
        return new Vault(world, root);
    }

    public World world() {
        return world;
    }

    public Path root() {
        return root;
    }

    /** The vault's own ULID, made by init. */
    public String id() {
        throw new UnsupportedOperationException();
    }

    public Path folder(Stage stage) {
        return root.resolve(stage.folder());
    }

    /** Completed/YYYY-MM. */
    public Path completed(YearMonth month) {
        return folder(Stage.COMPLETED).resolve(month.toString());
    }

    /** The hidden folder .agent. */
    public Path hidden() {
        return root.resolve(".agent");
    }

    public SafeFiles files() {
        throw new UnsupportedOperationException();
    }

    public Claims claims() {
        throw new UnsupportedOperationException();
    }

    public Ledgers ledgers() {
        throw new UnsupportedOperationException();
    }

    public interface Reserve {
        boolean canRecord() throws IOException;
    }

    public Reserve reserve() {
        throw new UnsupportedOperationException();
    }

    public Executor executor() throws IOException {
        throw new UnsupportedOperationException();
    }
}
