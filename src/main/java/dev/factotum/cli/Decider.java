package dev.factotum.cli;

import dev.factotum.config.Settings;
import dev.factotum.engine.Desk;
import dev.factotum.engine.Turn;
import dev.factotum.vault.PipelineScan;
import dev.factotum.vault.Seen;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Makes a person's decision take effect, looking again where somebody else was faster. */
final class Decider {
    private static final int MOST_LOOKS = 8;
    private static final int MOST_WAITS = 30;
    private static final Duration WAIT = Duration.ofMillis(100);

    private final Workplace workplace;
    private final Desk desk;
    private final PipelineScan scan;

    Decider(Workplace workplace) {
        this.workplace = workplace;
        this.desk = workplace.desk();
        this.scan = workplace.scan();
    }

    /** One decision about a matter whose file stands there. */
    interface Decision {
        Turn take(Desk desk, Seen file) throws IOException;
    }

    /** What came of it; {@link Turn.Busy} where another process holds the matter for three seconds. */
    Turn decide(Seen file, Decision decision) throws IOException, InterruptedException {
        Seen at = file;
        int waits = 0;
        for (int look = 0; look < MOST_LOOKS; look++) {
            Turn turn = decision.take(desk, at);
            if (turn instanceof Turn.Busy && waits++ < MOST_WAITS) {
                workplace.vault().world().clock().pause(WAIT);
                look--;
            } else if (!(turn instanceof Turn.Again)) {
                return turn;
            }
            Optional<Seen> now = scan.at(file.path());
            if (now.isEmpty()) {
                return turn;
            }
            at = now.get();
        }
        return new Turn.Again();
    }

    /**
     * Who decides by command: the person at this computer where {@code approval.people} knows them by their login, else
     * the vault's owner, as for gestures in files.
     */
    String who() {
        Settings settings = workplace.settings();
        String login = workplace.vault().world().processes().user();
        return settings.approval().people().containsKey(login) ? login : settings.owner();
    }
}
