package dev.factotum.engine;

import dev.factotum.audit.AuditEvent;
import dev.factotum.problem.DiskCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.problem.StepCode;
import dev.factotum.vault.ClaimLostException;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.MatterId;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** An id begins with the time at which the matter came in. */
    private static final Comparator<Seen> OLDEST = Comparator.comparing(
                    (Seen file) -> file.id().map(MatterId::value).orElse("~"))
            .thenComparing(Seen::name);

    private final EngineParts parts;
    private final PipelineScan scan;
    private final LateSaves lateSaves;
    private final Twins twins;
    private final Resting resting;
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
        this.twins = new Twins(parts, scan, lateSaves);
        this.resting = new Resting(parts.vault().world().clock());
    }

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
            new Departures(parts, scan).note(seen, pass);
            lateSaves.publish(pass);
        }
        Set<Path> there = seen.stream().map(Seen::path).collect(Collectors.toSet());
        resting.retain(there);
        future.retain(there);
        return pass;
    }

    private Pass some(Collection<Path> paths) throws IOException {
        List<Seen> seen = new ArrayList<>();
        for (Path path : paths) {
            scan.at(path).filter(s -> Stage.open().contains(s.stage())).ifPresent(seen::add);
        }
        for (Seen file : List.copyOf(seen)) {
            twins.of(file).stream()
                    .filter(twin -> seen.stream().noneMatch(s -> s.path().equals(twin.path())))
                    .forEach(seen::add);
        }
        return turns(seen);
    }

    private Pass turns(List<Seen> seen) throws IOException {
        Pass pass = new Pass();
        List<Seen> work = twins.single(seen, pass);
        work.sort(OLDEST);
        work.removeIf(file -> resting.still(file, pass));
        Crowd.each(work, parts.settings().get().concurrency(), file -> guarded(file, pass));
        pass.failure();
        return pass;
    }

    private static Problem unreadable(PipelineScan.Unreadable file) {
        return new Problem(
                DiskCode.DENIED,
                "A file of the pipeline cannot be read.",
                file.stage().folder() + "/" + file.path().getFileName(),
                String.valueOf(file.why().getMessage()),
                DiskCode.DENIED.remedy());
    }

    /** The engine's boundary: what breaks one matter is recorded and stops no other, unless the disk itself fails. */
    private void guarded(Seen file, Pass pass) {
        if (parts.interrupted().getAsBoolean() || pass.failed()) {
            return;
        }
        Optional<Problem> leapt = Leapt.check(parts);
        if (leapt.isPresent()) {
            pass.problem(leapt.get());
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
                resting.rest(at, turn);
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

    /** What the engine knows of files that wait: path to the time of the next look. For display. */
    public Map<Path, Instant> waiting() {
        return resting.due();
    }
}
