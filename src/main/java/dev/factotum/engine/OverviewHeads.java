package dev.factotum.engine;

import dev.factotum.problem.Problem;
import dev.factotum.vault.Names;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Sighted;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the heads of all files in the open folders; one that has not changed since is not read again. Not thread-safe. */
final class OverviewHeads {
    private static final int FEW = 200;

    private final Vault vault;
    private final Disk disk;
    private Map<Path, Known> known = Map.of();

    OverviewHeads(Vault vault) {
        this.vault = vault;
        this.disk = vault.world().disk();
    }

    /** A head, the file it was read from, and when this reader first saw the file. */
    record Known(FileFacts facts, OverviewHead head, Instant first) {}

    /** One file of an open folder. @param since it stands there at least since then */
    record Found(Stage stage, String name, FileFacts facts, OverviewHead head, Instant since) {
        String shown() {
            return stage.folder() + "/" + name;
        }
    }

    /** Every file of the open stages; those that cannot be read are problems. */
    Map<Stage, List<Found>> read(Instant now, List<Problem> unread) throws IOException {
        Map<Stage, List<Found>> all = new EnumMap<>(Stage.class);
        List<Look> looks = new ArrayList<>();
        Map<Stage, Instant> changed = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            if (Stage.open().contains(stage)) {
                Path folder = vault.folder(stage);
                all.put(stage, new ArrayList<>());
                changed.put(stage, disk.facts(folder).map(FileFacts::modified).orElse(now));
                sighted(folder).forEach(one -> looks.add(new Look(stage, folder.resolve(one.name()), one)));
            }
        }
        Crowd.each(halves(looks), 2, half -> half.forEach(look -> look.read(this, now)));
        Map<Path, Known> fresh = new HashMap<>();
        for (Look look : looks) {
            Optional<IOException> failure = look.failure();
            if (failure.isPresent() && !(failure.get() instanceof NoSuchFileException)) {
                unread.add(OverviewProblems.unreadable(look.shown(), failure.get()));
            }
            look.known().ifPresent(file -> {
                fresh.put(look.path, file);
                Instant folder = changed.getOrDefault(look.stage, now);
                Instant since = file.first().isBefore(folder) ? file.first() : folder;
                Objects.requireNonNull(all.get(look.stage))
                        .add(new Found(look.stage, look.one.name(), look.one.facts(), file.head(), since));
            });
        }
        known = fresh;
        return all;
    }

    /** Few files are read one after another, many by both halves at once. */
    private static List<List<Look>> halves(List<Look> looks) {
        int middle = looks.size() < FEW ? looks.size() : looks.size() / 2;
        return List.of(looks.subList(0, middle), looks.subList(middle, looks.size())).stream()
                .filter(half -> !half.isEmpty())
                .toList();
    }

    /** One file and what reading its head came to; written by one thread, read after it has ended. */
    private static final class Look {
        private final Stage stage;
        private final Path path;
        private final Sighted one;
        private @Nullable Known known;
        private @Nullable IOException failure;

        Look(Stage stage, Path path, Sighted one) {
            this.stage = stage;
            this.path = path;
            this.one = one;
        }

        void read(OverviewHeads heads, Instant now) {
            try {
                known = heads.known(stage, path, one, now);
            } catch (IOException e) {
                failure = e;
            }
        }

        Optional<Known> known() {
            return Optional.ofNullable(known);
        }

        Optional<IOException> failure() {
            return Optional.ofNullable(failure);
        }

        String shown() {
            return stage.folder() + "/" + one.name();
        }
    }

    /** What lies in Inbox may be anything; only its name is shown. */
    private Known known(Stage stage, Path path, Sighted one, Instant now) throws IOException {
        Known before = known.get(path);
        if (before != null && before.facts().equals(one.facts())) {
            return before;
        }
        OverviewHead head = stage == Stage.INBOX
                ? new OverviewHead(Map.of(), one.name(), "", "", false, false)
                : OverviewHead.of(disk.readAt(path, 0, OverviewHead.BYTES), one.name());
        return new Known(one.facts(), head, before == null ? now : before.first());
    }

    private List<Sighted> sighted(Path folder) throws IOException {
        List<Sighted> seen;
        try {
            seen = disk.sight(folder, name -> !Names.ignored(name));
        } catch (NoSuchFileException none) {
            return List.of();
        }
        List<Sighted> files = new ArrayList<>(seen.size());
        for (Sighted one : seen) {
            if (one.facts().kind() == FileFacts.Kind.FILE) {
                files.add(one);
            }
        }
        return files;
    }
}
