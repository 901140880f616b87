package dev.factotum.job;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The wall clock of real processes, set while they run, by libfaketime (Debian: faketime). Their monotonic clock and the
 * times of files go on as they are, as with a machine whose clock somebody sets beside a disk that has its own.
 */
final class FakeTime {
    private static final List<Path> PLACES = List.of(Path.of("/usr/lib"), Path.of("/usr/local/lib"));
    private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

    private final Path library;
    private final Path setting;

    private FakeTime(Path library, Path setting) {
        this.library = library;
        this.setting = setting;
    }

    /** A clock that is right, or none where the library is not here. */
    static FakeTime of(RealVault vault) throws IOException {
        FakeTime time = new FakeTime(
                library().orElseThrow(() -> new IOException("no " + LIBRARY)),
                vault.outside().resolve("clock"));
        time.off(Duration.ZERO);
        return time;
    }

    /** In the folder of libraries, or in the one of this kind of machine below it. */
    static Optional<Path> library() throws IOException {
        List<Path> folders = new ArrayList<>();
        for (Path place : PLACES) {
            folders.add(place);
            if (Files.isDirectory(place)) {
                try (DirectoryStream<Path> machines = Files.newDirectoryStream(place, "*-linux-*")) {
                    machines.forEach(folders::add);
                }
            }
        }
        return folders.stream()
                .map(folder -> folder.resolve(LIBRARY))
                .filter(Files::isReadable)
                .findFirst();
    }

    /** Sets the clock of every process under it this far off, at once. */
    void off(Duration by) throws IOException {
        Path fresh = setting.resolveSibling("clock-next");
        Files.writeString(fresh, (by.isNegative() ? "" : "+") + by.toSeconds() + "\n");
        Files.move(fresh, setting, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What starts a process under this clock. */
    List<String> program() {
        return List.of(
                "env",
                "LD_PRELOAD=" + library,
                "FAKETIME_TIMESTAMP_FILE=" + setting,
                "FAKETIME_NO_CACHE=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                "DONT_FAKE_MONOTONIC=1",
                "NO_FAKE_STAT=1");
    }
}
