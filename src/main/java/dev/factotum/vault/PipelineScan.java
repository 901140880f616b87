package dev.factotum.vault;

import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Sighted;
import dev.factotum.world.Threads;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Looks at the pipeline folders: every file that may be a matter, with the id it carries. Links, folders and names that
 * are never matters are left out. Thread-safe.
 *
 * <p>A look is not one instant: a file that moves meanwhile may be missed, and is there in the next look; where an id was
 * seen twice, each place is looked at again, so two that are reported were there together.
 */
public final class PipelineScan {
    private static final int HEAD = 4096;

    /** So many files are read by a thread of their own. */
    private static final int MANY = 4096;

    /** The front matter that any reader takes is no longer. */
    private static final int LONGEST_FRONT_MATTER = 256 << 10;

    /** A file changed this lately may change again without its time or size showing it. */
    private static final Duration UNSURE = Duration.ofSeconds(2);

    private final Vault vault;
    private final boolean remembers;
    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    /** @param remembers keeps the id of every file that did not change, for a process that looks again and again */
    public PipelineScan(Vault vault, boolean remembers) {
        this.vault = vault;
        this.remembers = remembers;
    }

    private record Known(FileFacts facts, Optional<MatterId> id) {}

    /** A file that is there but could not be read. */
    public record Unreadable(Stage stage, Path path, IOException why) {}

    /** Everything that was seen in the stages asked for, in no order. */
    public record Look(List<Seen> seen, List<Unreadable> unreadable) {
        public Look {
            seen = List.copyOf(seen);
            unreadable = List.copyOf(unreadable);
        }
    }

    /** Looks at all open stages. */
    public Look look() throws IOException {
        return look(Stage.open());
    }

    /** Looks at some stages; of Completed only the files directly in it. A stage whose folder is missing is empty. */
    public Look look(Set<Stage> stages) throws IOException {
        List<Seen> seen = new ArrayList<>();
        List<Unreadable> unreadable = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            if (stages.contains(stage)) {
                look(stage, seen, unreadable);
            }
        }
        if (remembers) {
            forgetGone(stages, seen);
        }
        return new Look(confirmed(seen), unreadable);
    }

    /** Looks at one path of a stage, or answers empty where no file that may be a matter stands there. */
    public Optional<Seen> look(Stage stage, String name) throws IOException {
        return at(stage, vault.folder(stage).resolve(name), name);
    }

    /** Looks at one path anywhere below a stage's folder, a month of Completed included. */
    public Optional<Seen> at(Path path) throws IOException {
        if (!path.startsWith(vault.root()) || path.getNameCount() < vault.root().getNameCount() + 2) {
            return Optional.empty();
        }
        Optional<Stage> stage =
                Stage.ofFolder(path.getName(vault.root().getNameCount()).toString());
        String name = String.valueOf(path.getFileName());
        return stage.isEmpty() ? Optional.empty() : at(stage.get(), path, name);
    }

    private Optional<Seen> at(Stage stage, Path path, String name) throws IOException {
        Optional<FileFacts> facts = Names.ignored(name) ? Optional.empty() : disk().facts(path);
        if (facts.isEmpty() || facts.get().kind() != FileFacts.Kind.FILE) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Seen(stage, path, name, id(path, name, facts.get()), facts.get()));
        } catch (NoSuchFileException goneMeanwhile) {
            return Optional.empty();
        }
    }

    private void look(Stage stage, List<Seen> seen, List<Unreadable> unreadable) throws IOException {
        Path folder = vault.folder(stage);
        List<Sighted> files;
        try {
            files = disk().sight(folder, name -> !Names.ignored(name));
        } catch (NoSuchFileException noFolder) {
            return;
        }
        if (files.size() < MANY) {
            look(stage, files, seen, unreadable);
            return;
        }
        List<Seen> all = Collections.synchronizedList(seen);
        List<Unreadable> failed = Collections.synchronizedList(unreadable);
        try (ExecutorService threads = Threads.perTask("scan", (_, _) -> {})) {
            List<Future<?>> parts = new ArrayList<>();
            for (int from = 0; from < files.size(); from += MANY) {
                List<Sighted> part = files.subList(from, Math.min(files.size(), from + MANY));
                parts.add(threads.submit(() -> look(stage, part, all, failed)));
            }
            for (Future<?> part : parts) {
                done(part);
            }
        }
    }

    private static void done(Future<?> part) throws IOException {
        try {
            part.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the look at the folders was interrupted");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    private void look(Stage stage, List<Sighted> files, List<Seen> seen, List<Unreadable> unreadable) {
        for (Sighted file : files) {
            if (file.facts().kind() == FileFacts.Kind.FILE) {
                Path path = vault.folder(stage).resolve(file.name());
                try {
                    Optional<MatterId> id = id(path, file.name(), file.facts());
                    seen.add(new Seen(stage, path, file.name(), id, file.facts()));
                } catch (NoSuchFileException goneMeanwhile) {
                    // the next look sees where it went
                } catch (IOException why) {
                    unreadable.add(new Unreadable(stage, path, why));
                }
            }
        }
    }

    private Optional<MatterId> id(Path path, String name, FileFacts facts) throws IOException {
        if (!name.toLowerCase(Locale.ROOT).endsWith(".md")) {
            return Optional.empty();
        }
        Known before = known.get(path);
        if (before != null && same(before.facts(), facts)) {
            return before.id();
        }
        Optional<MatterId> id = read(path, facts);
        Instant sure = vault.world().clock().instant().minus(UNSURE);
        if (remembers && facts.modified().isBefore(sure)) {
            known.put(path, new Known(facts, id));
        }
        return id;
    }

    private Optional<MatterId> read(Path path, FileFacts facts) throws IOException {
        if (facts.size() == 0) {
            return Optional.empty();
        }
        FrontMatterId.Found found = FrontMatterId.in(disk().readAt(path, 0, HEAD));
        if (!found.complete() && facts.size() > HEAD) {
            found = FrontMatterId.in(disk().readAt(path, 0, LONGEST_FRONT_MATTER));
        }
        return found.id();
    }

    private static boolean same(FileFacts one, FileFacts other) {
        return one.size() == other.size()
                && one.modified().equals(other.modified())
                && one.key().equals(other.key());
    }

    /** Without the earlier sight of a file that moved between two folders during the look. */
    private List<Seen> confirmed(List<Seen> seen) throws IOException {
        Map<MatterId, Integer> counts = new HashMap<>();
        for (Seen one : seen) {
            one.id().ifPresent(id -> counts.merge(id, 1, Integer::sum));
        }
        if (counts.size() == seen.size() || counts.values().stream().allMatch(count -> count == 1)) {
            return seen;
        }
        List<Seen> there = new ArrayList<>();
        for (Seen one : seen) {
            boolean twice = one.id().isPresent() && counts.getOrDefault(one.id().get(), 0) > 1;
            if (!twice || disk().facts(one.path()).isPresent()) {
                there.add(one);
            }
        }
        return there;
    }

    private void forgetGone(Set<Stage> stages, List<Seen> seen) {
        Set<Path> there = new HashSet<>();
        Set<Path> folders = new HashSet<>();
        for (Seen one : seen) {
            there.add(one.path());
        }
        for (Stage stage : stages) {
            folders.add(vault.folder(stage));
        }
        known.keySet().removeIf(path -> folders.contains(path.getParent()) && !there.contains(path));
    }

    private Disk disk() {
        return vault.world().disk();
    }
}
