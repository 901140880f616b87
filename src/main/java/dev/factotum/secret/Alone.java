package dev.factotum.secret;

import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.problem.VaultCode;
import dev.factotum.world.LockFile;
import dev.factotum.world.LockFile.Held;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Waits until no other process and no other thread of this one is at the same thing. */
public final class Alone {
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private Alone() {}

    /**
     * Held until closed; the kernel frees it where the process dies.
     *
     * @param file the lock file, in a folder that is there
     * @param position which of its locks
     * @throws ProblemException E-VAULT-08 where another one holds it for longer than that
     */
    public static Held take(World world, Path file, long position, Duration patience)
            throws IOException, InterruptedException {
        LockFile lock = world.disk().lockFile(file);
        long since = world.clock().nanos();
        Duration pause = Duration.ofMillis(1);
        while (true) {
            Optional<Held> held = lock.tryLock(position);
            if (held.isPresent()) {
                return held.get();
            }
            if (world.clock().nanos() - since > patience.toNanos()) {
                throw new ProblemException(new Problem(
                        VaultCode.BUSY,
                        "Another process is at the secrets.",
                        file.toString(),
                        "it did not end within " + patience.toSeconds() + " s",
                        VaultCode.BUSY.remedy()));
            }
            world.clock().pause(pause);
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
        }
    }
}
