package dev.factotum.notice;

import dev.factotum.config.Settings;
import dev.factotum.engine.Asked;
import dev.factotum.engine.Assessor.EngineVault;
import dev.factotum.vault.PipelineScan;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What waits in the tray, each file read again only once it changed. Not thread-safe. */
final class Gathering {
    private final EngineVault outside;
    private final PipelineScan scan;
    private Map<Path, Known> known = Map.of();

    Gathering(EngineVault outside) {
        this.outside = outside;
        this.scan = new PipelineScan(outside.vault(), true);
    }

    private record Known(Seen seen, Optional<Asked> asked) {}

    /** Oldest first. */
    List<Asked> waiting(Settings settings) throws IOException {
        Map<Path, Known> next = new HashMap<>();
        List<Asked> waiting = new ArrayList<>();
        for (Seen seen : scan.look(Set.of(Stage.PENDING_APPROVAL)).seen()) {
            Known before = known.get(seen.path());
            Optional<Asked> asked = before != null
                            && before.seen().equals(seen)
                            && before.asked().isPresent()
                    ? before.asked()
                    : Asked.of(outside, settings, seen);
            next.put(seen.path(), new Known(seen, asked));
            asked.ifPresent(waiting::add);
        }
        known = next;
        waiting.sort(Comparator.comparing(Asked::since));
        return waiting;
    }

    /** As it stands now; empty where it waits no more. */
    Optional<Asked> again(Asked asked, Settings settings) throws IOException {
        return Asked.of(outside, settings, asked.file());
    }

    static String key(Asked asked) {
        return asked.bound().matter().value() + "@" + asked.bound().rev() + ":" + asked.why();
    }
}
