package dev.factotum.vault;

import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.problem.VaultCode;
import dev.factotum.world.Listed;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Ledgers as files: {@code open/ID.ndjson} while a matter is open, {@code closed/YYYY-MM/ID.ndjson} at rest. */
final class FileLedgers implements Ledgers {
    private static final String EXTENSION = ".ndjson";

    private final World world;
    private final SafeFiles files;
    private final FileLedger.Fence fence;
    private final Path open;
    private final Path closed;
    private final Forced forced = new Forced();

    FileLedgers(World world, SafeFiles files, FileLedger.Fence fence, Path folder) {
        this.world = world;
        this.files = files;
        this.fence = fence;
        this.open = folder.resolve("open");
        this.closed = folder.resolve("closed");
    }

    @Override
    public Ledger of(MatterId matter) {
        return ofOpen(matter);
    }

    /** The largest epoch of a claim that the ledger of a matter has, open or at rest. */
    long claim(MatterId matter) throws IOException {
        long open = ofOpen(matter).claim();
        if (open > 0) {
            return open;
        }
        Optional<Path> atRest = find(matter);
        return atRest.isEmpty() ? 0 : resting(matter, atRest.get()).claim();
    }

    private FileLedger ofOpen(MatterId matter) {
        return new FileLedger(
                world.disk(), files.writes(), forced, fence, matter, file(open, matter), new FileLedger.Nursery() {
                    @Override
                    public void prepare() throws IOException {
                        refuseAtRest(matter);
                    }

                    @Override
                    public void settle() throws IOException {
                        world.disk().forceFolder(open);
                    }
                });
    }

    @Override
    public List<MatterId> open() throws IOException {
        return ids(open);
    }

    private List<MatterId> ids(Path folder) throws IOException {
        List<MatterId> ids = new ArrayList<>();
        for (Listed one : listed(folder)) {
            if (one.name().endsWith(EXTENSION)) {
                MatterId.parse(one.name().substring(0, one.name().length() - EXTENSION.length()))
                        .ifPresent(ids::add);
            }
        }
        return ids;
    }

    @Override
    public List<MatterId> closedSince(YearMonth month) throws IOException {
        List<MatterId> ids = new ArrayList<>();
        for (Listed folder : listed(closed)) {
            if (folder.name().compareTo(month.toString()) >= 0) {
                ids.addAll(ids(closed.resolve(folder.name())));
            }
        }
        ids.sort(Comparator.comparing(MatterId::value));
        return ids;
    }

    @Override
    public void close(MatterId matter) throws IOException {
        YearMonth month = YearMonth.from(world.clock().instant().atOffset(ZoneOffset.UTC));
        move(matter, file(open, matter), file(closed.resolve(month.toString()), matter));
    }

    @Override
    public void reopen(MatterId matter) throws IOException {
        Optional<Path> atRest = find(matter);
        if (atRest.isPresent()) {
            move(matter, atRest.get(), file(open, matter));
        }
    }

    @Override
    public Optional<List<LedgerEntry>> closed(MatterId matter) throws IOException {
        Optional<Path> atRest = find(matter);
        if (atRest.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(resting(matter, atRest.get()).entries());
    }

    private FileLedger resting(MatterId matter, Path file) {
        return new FileLedger(world.disk(), files.writes(), forced, fence, matter, file, new FileLedger.Nursery() {
            @Override
            public void prepare() {
                throw new IllegalStateException("a ledger at rest is only read");
            }

            @Override
            public void settle() {
                throw new IllegalStateException("a ledger at rest is only read");
            }
        });
    }

    private void move(MatterId matter, Path from, Path to) throws IOException {
        forced.forget(matter);
        switch (files.move(from, to)) {
            case DONE, GONE -> {}
            case TAKEN ->
                throw new ProblemException(new Problem(
                        VaultCode.LEDGER_DAMAGED,
                        "Matter " + matter + " has two ledgers",
                        from + " and " + to,
                        "one of them was copied or restored",
                        "Keep the longer one of the two files."));
        }
    }

    /** A second ledger would hide from the engine what was already done. */
    private void refuseAtRest(MatterId matter) throws IOException {
        if (find(matter).isPresent()) {
            throw new IllegalStateException("matter " + matter + " is at rest: reopen its ledger first");
        }
        files.folder(open);
    }

    private Optional<Path> find(MatterId matter) throws IOException {
        List<String> months = new ArrayList<>();
        for (Listed one : listed(closed)) {
            months.add(one.name());
        }
        months.sort(Comparator.reverseOrder());
        for (String month : months) {
            Path file = file(closed.resolve(month), matter);
            if (world.disk().facts(file).isPresent()) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private List<Listed> listed(Path folder) throws IOException {
        try {
            return world.disk().list(folder);
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private static Path file(Path folder, MatterId matter) {
        return folder.resolve(matter.value() + EXTENSION);
    }
}
