package dev.factotum.vault;

import dev.factotum.world.Disk;
import dev.factotum.world.DiskFailure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;

/** 1 MiB of ballast that makes room for a result when the disk fills between an intent and its result (F13). */
public final class Reserve {
    static final int SIZE = 1 << 20;

    private final Disk disk;
    private final Path file;

    Reserve(Disk disk, Path file) {
        this.disk = disk;
        this.file = file;
    }

    /** Makes the ballast where it is missing and there is twice its room. */
    public void ensure() throws IOException {
        if (present() || disk.usable(folder()) < 2L * SIZE) {
            return;
        }
        byte[] ballast = new byte[SIZE];
        // No file system can compress it away.
        new Random(SIZE).nextBytes(ballast);
        deleteIfThere();
        try {
            disk.createPrivate(file, ballast);
            disk.force(file);
        } catch (FileAlreadyExistsException madeByAnother) {
            return;
        } catch (IOException failed) {
            deleteIfThere();
            if (DiskFailure.of(failed) != DiskFailure.FULL) {
                throw failed;
            }
        }
    }

    /** Gives its room to whoever writes next. */
    public void release() throws IOException {
        deleteIfThere();
    }

    public boolean present() throws IOException {
        return disk.facts(file).filter(facts -> facts.size() >= SIZE).isPresent();
    }

    /** True where the result of an outward step could be recorded: there is 1 MiB free, or the ballast stands. */
    public boolean canRecord() throws IOException {
        return disk.usable(folder()) >= SIZE || present();
    }

    private Path folder() {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    private void deleteIfThere() throws IOException {
        try {
            disk.delete(file);
        } catch (NoSuchFileException none) {
            return;
        }
    }
}
