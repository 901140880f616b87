package dev.factotum.engine;

import dev.factotum.problem.Problem;
import dev.factotum.problem.VaultCode;
import dev.factotum.vault.ClaimLostException;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.PipelineScan;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Open matters whose files left the open folders: laid to rest by hand, deleted, or gone with their whole folder. */
final class Departures {
    private final EngineParts parts;
    private final PipelineScan scan;
    private final Absences absences;

    Departures(EngineParts parts, PipelineScan scan) {
        this.parts = parts;
        this.scan = scan;
        this.absences = new Absences(parts, scan);
    }

    /** @param seen what stands in the open folders */
    void note(List<Seen> seen, Pass pass) throws IOException {
        Set<MatterId> present = seen.stream().flatMap(s -> s.id().stream()).collect(Collectors.toSet());
        List<MatterId> missing = parts.vault().ledgers().open().stream()
                .filter(id -> !present.contains(id))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        Map<MatterId, Seen> moved = new HashMap<>();
        scan.look().seen().forEach(s -> s.id().ifPresent(id -> moved.put(id, s)));
        Set<Stage> gone = absences.gone();
        gone.forEach(stage -> pass.problem(gone(stage)));
        for (MatterId id : missing) {
            if (!moved.containsKey(id) && !stoodIn(gone, id)) {
                absent(id, pass);
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

    private void absent(MatterId id, Pass pass) throws IOException {
        try {
            claimedAbsent(id, pass);
        } catch (ClaimLostException lost) {
            pass.count(new Turn.Busy());
        }
    }

    private void claimedAbsent(MatterId id, Pass pass) throws IOException {
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
}
