package dev.factotum.engine;

import dev.factotum.audit.AuditEvent;
import dev.factotum.problem.DiskCode;
import dev.factotum.problem.ItemCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.problem.StepCode;
import dev.factotum.problem.VaultCode;
import dev.factotum.vault.ClaimLostException;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Names;
import dev.factotum.vault.PipelineScan;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import dev.factotum.world.DiskFailure;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Takes every matter one turn further: plans what is new, reads what people decided, runs what they approved. Several
 * engines may work on one vault; each matter has one holder at a time.
 */
public final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final int MOST_TURNS = 8;

    /** A file changed this lately may change again without its time or size showing it. */
    private static final Duration UNSURE = Duration.ofSeconds(2);

    /** An id begins with the time at which the matter came in. */
    private static final Comparator<Seen> OLDEST = Comparator.comparing(
                    (Seen file) -> file.id().map(MatterId::value).orElse("~"))
            .thenComparing(Seen::name);

    private final EngineParts parts;
    private final PipelineScan scan;
    private final LateSaves lateSaves;
    private final Map<Path, Rest> resting = new ConcurrentHashMap<>();
    private final FutureTimes future;

    public Engine(EngineParts parts) {
        this(parts, new FutureTimes(parts, Optional.empty()));
    }

    /** @param glance how long this process, which ends after a round, can watch a file whose time lies in the future */
    public Engine(EngineParts parts, Duration glance) {
        this(parts, new FutureTimes(parts, Optional.of(glance)));
    }

    private Engine(EngineParts parts, FutureTimes future) {
        this.parts = parts;
        this.future = future;
        this.scan = new PipelineScan(parts.vault(), true);
        this.lateSaves = new LateSaves(parts);
    }

    /** A file that needs no look while it stands as it is, the time has not come and the clock was not set back. */
    private record Rest(Seen seen, Instant due, Instant at) {}

    /** One turn with every matter in the open folders, and with those that left them. */
    public Pass pass() throws IOException {
        return told("all", this::all);
    }

    /** One turn with the files at these paths alone; anything unusual about them waits for the next full pass. */
    public Pass pass(Collection<Path> paths) throws IOException {
        return told("some", () -> some(paths));
    }

    private interface Passing {
        Pass pass() throws IOException;
    }

    /** A cycle in which nothing happens is for debugging only: a watch makes one every 30 seconds. */
    private Pass told(String look, Passing passing) throws IOException {
        long begun = parts.vault().world().clock().nanos();
        Pass pass = passing.pass();
        boolean quiet =
                !pass.worked() && pass.problems().isEmpty() && pass.faults().isEmpty();
        LOG.atLevel(quiet ? Level.DEBUG : Level.INFO)
                .addKeyValue("look", look)
                .addKeyValue("turns", pass.turns())
                .addKeyValue("planned", pass.planned())
                .addKeyValue("executed", pass.executed())
                .addKeyValue("returned", pass.returned())
                .addKeyValue("failed", pass.failedMatters())
                .addKeyValue("ended", pass.ended())
                .addKeyValue("scheduled", pass.scheduled())
                .addKeyValue("busy", pass.busy())
                .addKeyValue("problems", pass.problems().size())
                .addKeyValue("ms", (parts.vault().world().clock().nanos() - begun) / 1_000_000)
                .log("cycle");
        return pass;
    }

    private Pass all() throws IOException {
        PipelineScan.Look look = scan.look();
        List<Seen> seen = look.seen();
        Pass pass = turns(seen);
        look.unreadable().forEach(file -> pass.problem(unreadable(file)));
        if (!parts.interrupted().getAsBoolean()) {
            absent(seen, pass);
            lateSaves.publish(pass);
        }
        Set<Path> there = seen.stream().map(Seen::path).collect(Collectors.toSet());
        resting.keySet().retainAll(there);
        future.retain(there);
        return pass;
    }

    private Pass some(Collection<Path> paths) throws IOException {
        List<Seen> seen = new ArrayList<>();
        for (Path path : paths) {
            scan.at(path).filter(s -> Stage.open().contains(s.stage())).ifPresent(seen::add);
        }
        for (Seen file : List.copyOf(seen)) {
            twins(file).stream()
                    .filter(twin -> seen.stream().noneMatch(s -> s.path().equals(twin.path())))
                    .forEach(seen::add);
        }
        return turns(seen);
    }

    /** Files with the same id where this one stood before: it was copied, not moved. Looks at names, lists nothing. */
    private List<Seen> twins(Seen file) throws IOException {
        if (file.id().isEmpty()) {
            return List.of();
        }
        Set<String> names = new HashSet<>(Set.of(file.name()));
        History.of(parts.vault().ledgers().of(file.id().get())).placed().ifPresent(placed -> names.add(placed.name()));
        List<Seen> twins = new ArrayList<>();
        for (Stage stage : Stage.open()) {
            for (String name : names) {
                Path path = parts.vault().folder(stage).resolve(name);
                if (!path.equals(file.path())) {
                    scan.at(path).filter(twin -> twin.id().equals(file.id())).ifPresent(twins::add);
                }
            }
        }
        return twins;
    }

    private Pass turns(List<Seen> seen) throws IOException {
        Pass pass = new Pass();
        Map<MatterId, List<Seen>> byId = new LinkedHashMap<>();
        List<Seen> work = new ArrayList<>();
        for (Seen file : seen) {
            if (file.stage() == Stage.INBOX) {
                continue;
            }
            if (Names.conflictCopy(file.name())) {
                pass.problem(conflict(file));
                continue;
            }
            if (file.id().isPresent()) {
                byId.computeIfAbsent(file.id().get(), id -> new ArrayList<>()).add(file);
            } else {
                work.add(file);
            }
        }
        for (Map.Entry<MatterId, List<Seen>> one : byId.entrySet()) {
            if (one.getValue().size() == 1) {
                work.add(one.getValue().getFirst());
            } else {
                apart(one.getKey(), one.getValue(), pass).ifPresent(work::add);
            }
        }
        work.sort(OLDEST);
        Instant now = parts.vault().world().clock().instant();
        work.removeIf(file -> rests(file, now, pass));
        Crowd.each(work, parts.settings().get().concurrency(), file -> guarded(file, pass));
        pass.failure();
        return pass;
    }

    /** The matter itself among several files with its id, once the late saves are set aside; else all are frozen. */
    private Optional<Seen> apart(MatterId id, List<Seen> files, Pass pass) throws IOException {
        try (Claim claim = parts.vault().claims().claim(id).orElse(null)) {
            if (claim == null) {
                pass.count(new Turn.Busy());
                return Optional.empty();
            }
            List<Seen> late = lateSaves.among(id, files);
            if (late.isEmpty()) {
                files.forEach(file -> pass.problem(frozen(file, files)));
                return Optional.empty();
            }
            boolean saving = false;
            for (Seen file : late) {
                Optional<Instant> until = lateSaves.setAside(file);
                until.ifPresent(pass::due);
                saving |= until.isPresent();
            }
            return saving
                    ? Optional.empty()
                    : files.stream().filter(file -> !late.contains(file)).findFirst();
        }
    }

    private boolean rests(Seen file, Instant now, Pass pass) {
        Rest rest = resting.get(file.path());
        if (rest == null
                || !rest.seen().equals(file)
                || !now.isBefore(rest.due())
                || now.plus(History.SET_BACK).isBefore(rest.at())) {
            return false;
        }
        pass.due(rest.due());
        return true;
    }

    private static Problem unreadable(PipelineScan.Unreadable file) {
        return new Problem(
                DiskCode.DENIED,
                "A file of the pipeline cannot be read.",
                file.stage().folder() + "/" + file.path().getFileName(),
                String.valueOf(file.why().getMessage()),
                DiskCode.DENIED.remedy());
    }

    private static Problem conflict(Seen file) {
        return new Problem(
                ItemCode.TWICE,
                "A sync tool left a conflict copy; it is not touched.",
                file.stage().folder() + "/" + file.name(),
                "two devices changed one note at the same time",
                "Take over what you need from it into the note, then delete it.");
    }

    private static Problem frozen(Seen file, List<Seen> all) {
        return new Problem(
                ItemCode.TWICE,
                "Two files have one id; neither is touched.",
                file.stage().folder() + "/" + file.name(),
                all.stream().map(s -> s.stage().folder() + "/" + s.name()).collect(Collectors.joining(" and ")),
                "Delete the one you do not want, or remove its id property to make it a matter of its own.");
    }

    /** The engine's boundary: what breaks one matter is recorded and stops no other, unless the disk itself fails. */
    private void guarded(Seen file, Pass pass) {
        if (parts.interrupted().getAsBoolean() || pass.failed()) {
            return;
        }
        pass.turn();
        try {
            turn(file, pass);
        } catch (ClaimLostException lost) {
            pass.held(file.path());
        } catch (IOException failure) {
            LOG.atWarn()
                    .addKeyValue("matter", file.id().map(MatterId::value).orElse("none"))
                    .addKeyValue("stage", file.stage().folder())
                    .addKeyValue("disk", DiskFailure.of(failure))
                    .addKeyValue("error", failure.getClass().getSimpleName())
                    .log("io");
            pass.fail(failure);
        } catch (ProblemException stopped) {
            pass.problem(stopped.problem());
        } catch (RuntimeException fault) {
            pass.problem(new Problem(
                    StepCode.FAULT,
                    "A fault of ours stopped this matter.",
                    file.stage().folder() + "/" + file.name(),
                    fault.toString(),
                    "Nothing was lost. Please report it with agent doctor --bundle; the next run tries again."));
            pass.fault(fault);
            LOG.atError()
                    .addKeyValue("matter", file.id().map(MatterId::value).orElse("none"))
                    .setCause(fault)
                    .log("fault");
            log(file, fault);
        }
    }

    private void log(Seen file, RuntimeException fault) {
        try {
            parts.audit()
                    .append(List.of(AuditEvent.ofVault(
                            parts.vault().world().clock().instant(), "error", "agent", file.name() + ": " + fault)));
        } catch (IOException second) {
            fault.addSuppressed(second);
        }
    }

    private void turn(Seen file, Pass pass) throws IOException {
        Seen at = file;
        for (int i = 0; i < MOST_TURNS; i++) {
            Turn turn = once(at);
            if (turn instanceof Turn.Busy) {
                pass.held(at.path());
                return;
            }
            if (!(turn instanceof Turn.Again)) {
                pass.count(turn);
                rest(at, turn);
                return;
            }
            Optional<Seen> again = scan.at(at.path());
            if (again.isEmpty()) {
                pass.unsettled();
                return;
            }
            at = again.get();
        }
        pass.unsettled();
    }

    private void rest(Seen file, Turn turn) {
        Instant due = switch (turn) {
            case Turn.Rests(Instant until) -> until;
            case Turn.Waits(Instant until, String ignored) when until.isBefore(Instant.MAX) -> until;
            default -> Instant.EPOCH;
        };
        Instant now = parts.vault().world().clock().instant();
        Instant sure = now.minus(UNSURE);
        if (due.isAfter(Instant.EPOCH) && file.facts().modified().isBefore(sure)) {
            resting.put(file.path(), new Rest(file, due, now));
        } else {
            resting.remove(file.path());
        }
    }

    /** A note that a person or an editor takes away while we work on it is looked for again. */
    private Turn once(Seen file) throws IOException {
        try {
            return attempt(file);
        } catch (NoSuchFileException missing) {
            if (file.path().toString().equals(missing.getFile())) {
                return new Turn.Again();
            }
            throw missing;
        }
    }

    private Turn attempt(Seen file) throws IOException {
        if (file.id().isEmpty()) {
            Optional<Turn> edit = lateSaves.waits(file);
            if (edit.isPresent()) {
                return edit.get();
            }
            return switch (parts.adopter().adopt(file)) {
                case Adopter.Adopted.Taken(MatterId ignored) -> new Turn.Again();
                case Adopter.Adopted.NotReady(Instant until) -> new Turn.Rests(until);
                case Adopter.Adopted.Gone() -> new Turn.Again();
                case Adopter.Adopted.Refused(Problem problem) -> new Turn.Refused(problem);
            };
        }
        MatterId id = file.id().get();
        try (Claim claim = parts.vault().claims().claim(id).orElse(null)) {
            if (claim == null) {
                return new Turn.Busy();
            }
            Optional<Turn> resting = Copies.check(parts, lateSaves, file, id);
            if (resting.isPresent()) {
                return resting.get();
            }
            Optional<Session> opened = Session.open(parts, future.past(file), id);
            if (opened.isEmpty()) {
                return new Turn.Rests(Instant.EPOCH);
            }
            try (Session session = opened.get()) {
                return Placement.turn(session);
            }
        }
    }

    private void absent(List<Seen> seen, Pass pass) throws IOException {
        Set<MatterId> present = seen.stream().flatMap(s -> s.id().stream()).collect(Collectors.toSet());
        List<MatterId> missing = parts.vault().ledgers().open().stream()
                .filter(id -> !present.contains(id))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        Map<MatterId, Seen> moved = new HashMap<>();
        scan.look().seen().forEach(s -> s.id().ifPresent(id -> moved.put(id, s)));
        Absences absences = new Absences(parts, scan);
        Set<Stage> gone = absences.gone();
        gone.forEach(stage -> pass.problem(gone(stage)));
        for (MatterId id : missing) {
            if (!moved.containsKey(id) && !stoodIn(gone, id)) {
                absent(id, absences, pass);
            }
        }
    }

    private boolean stoodIn(Set<Stage> gone, MatterId id) throws IOException {
        return !gone.isEmpty()
                && History.of(parts.vault().ledgers().of(id))
                        .placed()
                        .filter(placed -> gone.contains(placed.stage()))
                        .isPresent();
    }

    private static Problem gone(Stage stage) {
        return new Problem(
                VaultCode.FOLDER_GONE,
                VaultCode.FOLDER_GONE.meaning(),
                stage.folder(),
                "there are open matters that stood in it",
                VaultCode.FOLDER_GONE.remedy());
    }

    private void absent(MatterId id, Absences absences, Pass pass) throws IOException {
        try {
            claimedAbsent(id, absences, pass);
        } catch (ClaimLostException lost) {
            pass.count(new Turn.Busy());
        }
    }

    private void claimedAbsent(MatterId id, Absences absences, Pass pass) throws IOException {
        try (Claim claim = parts.vault().claims().claim(id).orElse(null)) {
            if (claim == null || !parts.vault().ledgers().open().contains(id)) {
                return;
            }
            Optional<Seen> rests = absences.find(id);
            if (rests.isEmpty()) {
                Optional<Instant> passing = Away.until(
                        parts.vault(), History.of(parts.vault().ledgers().of(id)));
                passing.ifPresent(pass::due);
                if (passing.isEmpty() && scan.look().seen().stream().noneMatch(s -> s.id().equals(Optional.of(id)))) {
                    pass.count(absences.dropped(id));
                }
                return;
            }
            Optional<Session> session = Session.open(parts, rests.get(), id);
            if (session.isPresent()) {
                try (Session open = session.get()) {
                    pass.count(Placement.turn(open));
                }
            }
        }
    }

    /** What the engine knows of files that wait: path to the time of the next look. For display. */
    public Map<Path, Instant> waiting() {
        Map<Path, Instant> due = new TreeMap<>();
        resting.forEach((path, rest) -> due.put(path, rest.due()));
        return due;
    }
}
