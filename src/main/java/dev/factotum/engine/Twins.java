package dev.factotum.engine;

import dev.factotum.problem.ItemCode;
import dev.factotum.problem.Problem;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Names;
import dev.factotum.vault.PipelineScan;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Several files of one matter: a late save is set aside, anything else is frozen and shown, never guessed at. */
final class Twins {
    private final EngineParts parts;
    private final PipelineScan scan;
    private final LateSaves lateSaves;

    Twins(EngineParts parts, PipelineScan scan, LateSaves lateSaves) {
        this.parts = parts;
        this.scan = scan;
        this.lateSaves = lateSaves;
    }

    /** Those files of the pipeline that may take a turn: one a matter. What cannot is told. */
    List<Seen> single(List<Seen> seen, Pass pass) throws IOException {
        Map<MatterId, List<Seen>> byId = new LinkedHashMap<>();
        List<Seen> work = new ArrayList<>();
        for (Seen file : seen) {
            if (file.stage() == Stage.INBOX) {
                continue;
            }
            if (Names.conflictCopy(file.name())) {
                pass.problem(conflict(file.stage().folder() + "/" + file.name()));
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
        return work;
    }

    /** Files with the same id where this one stood before: it was copied, not moved. Looks at names, lists nothing. */
    List<Seen> of(Seen file) throws IOException {
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

    static Problem conflict(String file) {
        return new Problem(
                ItemCode.TWICE,
                "A sync tool left a conflict copy; it is not touched.",
                file,
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
}
