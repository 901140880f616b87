package dev.factotum.vault;

import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The kind of claims that the vault's disk calls for, chosen at the first claim. Files are taken on a network disk, where
 * the kernel has no locks, and wherever another process of this vault has taken them already: the machine that serves a
 * disk sees a local one, and must do as those do that mount it. Thread-safe.
 */
final class ChosenClaims implements Claims {
    private final World world;
    private final Path root;
    private final Path folder;
    private final KernelClaims kernel;
    private final FileClaims files;
    private volatile @Nullable Claims chosen;

    /** @param hidden the vault's hidden folder; @param floor the epochs that ledgers have */
    ChosenClaims(World world, Path root, Path hidden, FileClaims.Floor floor) {
        this.world = world;
        this.root = root;
        this.folder = hidden.resolve("local/claims");
        this.kernel = new KernelClaims(world, hidden.resolve("local/lock"));
        this.files = new FileClaims(world, folder, FileClaims.Pace.USUAL, floor);
    }

    private interface Claiming {
        Optional<Claim> from(Claims claims) throws IOException;
    }

    @Override
    public Optional<Claim> claim(MatterId matter) throws IOException {
        return claim(claims -> claims.claim(matter));
    }

    @Override
    public Optional<Claim> claim(String job) throws IOException {
        return claim(claims -> claims.claim(job));
    }

    private Optional<Claim> claim(Claiming claiming) throws IOException {
        Claims present = present();
        try {
            return claiming.from(present);
        } catch (IOException refused) {
            if (present.equals(files) || !lockless(refused)) {
                throw refused;
            }
            chosen = files;
            return claiming.from(files);
        }
    }

    @Override
    public long confirm(MatterId matter) throws IOException {
        Claims known = chosen;
        return (known == null ? present() : known).confirm(matter);
    }

    @Override
    public Kind kind() throws IOException {
        return present().kind();
    }

    private Claims present() throws IOException {
        Claims known = chosen;
        if (known != null && (known.equals(files) || world.disk().facts(folder).isEmpty())) {
            return known;
        }
        boolean shared = world.disk().facts(folder).isPresent()
                || Stores.shared(world.disk().storeType(root));
        Claims fresh = shared ? files : kernel;
        chosen = fresh;
        return fresh;
    }

    /** True where the system says that there are no locks on this disk. */
    private static boolean lockless(IOException refused) {
        String words = String.valueOf(refused.getMessage()).toLowerCase(Locale.ROOT);
        return words.contains("no locks available")
                || words.contains("function not implemented")
                || words.contains("operation not supported");
    }
}
