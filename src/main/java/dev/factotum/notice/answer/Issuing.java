package dev.factotum.notice.answer;

import dev.factotum.config.NoticeSettings.Target;
import dev.factotum.config.Settings;
import dev.factotum.engine.Asked;
import dev.factotum.engine.Assessor.EngineVault;
import dev.factotum.engine.Gesture;
import dev.factotum.notice.answer.Ask.State;
import dev.factotum.notice.way.Plain;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.Digest;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.PipelineScan;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Turns;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Gives out codes for what waits in the tray, as it waits there now. */
final class Issuing {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(24);

    private final EngineVault outside;
    private final Vault vault;
    private final Supplier<Settings> settings;

    Issuing(EngineVault outside, Supplier<Settings> settings) {
        this.outside = outside;
        this.vault = outside.vault();
        this.settings = settings;
    }

    /** A fresh code, good as long as the plan and a day at most; what was out for the matter there counts no more. */
    String issue(AskBook book, Target target, String chat, Asked asked) {
        String code = vault.world().ids().nonce();
        Instant plan = asked.since().plus(settings.get().approval().expires());
        Instant day = vault.world().clock().instant().plus(LONGEST);
        book.revoke(target.name(), asked.bound().matter());
        book.put(new Ask(
                Digest.of(code),
                target.name(),
                chat,
                Plain.title(asked.title()),
                asked.bound(),
                plan.isBefore(day) ? plan : day,
                State.OPEN,
                "",
                Gesture.TELEGRAM,
                false,
                Instant.EPOCH,
                ""));
        return code;
    }

    /** What a matter asks now; empty where it does not wait. */
    Optional<Asked> asked(MatterId matter) throws IOException {
        Optional<Seen> file = file(matter);
        return file.isEmpty() ? Optional.empty() : Asked.of(outside, settings.get(), file.get());
    }

    /** Where it waits. */
    Optional<Seen> file(MatterId matter) throws IOException {
        return new PipelineScan(vault, false)
                .look(Set.of(Stage.PENDING_APPROVAL)).seen().stream()
                        .filter(seen -> seen.id().equals(Optional.of(matter)))
                        .findFirst();
    }

    /** Held by whoever changes the book, for a moment only. */
    Claim claim() throws IOException {
        return new Turns(vault.claims(), vault.world().clock(), "answers", PATIENCE)
                .await()
                .orElseThrow(() -> new IOException("the answers are held by another process"));
    }
}
