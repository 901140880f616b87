package dev.factotum.notice;

import dev.factotum.audit.AuditEvent;
import dev.factotum.audit.AuditLog;
import dev.factotum.config.NoticeSettings.Target;
import dev.factotum.world.Clock;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What was told where stands in the audit log, with the service's own id of it, before it counts as told. */
final class Receipts {
    private final AuditLog audit;
    private final Clock clock;

    Receipts(AuditLog audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /** @param receipt may be empty */
    void record(String word, Target target, String detail, String receipt) throws IOException {
        Instant now = clock.instant();
        String words = target.name() + " by " + target.way().word() + ": " + detail;
        AuditEvent event = AuditEvent.ofVault(now, word, "agent", words);
        audit.append(List.of(new AuditEvent(
                event.t(),
                event.type(),
                event.ev(),
                event.matter(),
                event.n(),
                event.title(),
                event.step(),
                event.skill(),
                event.by(),
                event.via(),
                receipt.isEmpty() ? Optional.empty() : Optional.of(receipt),
                event.detail())));
    }
}
