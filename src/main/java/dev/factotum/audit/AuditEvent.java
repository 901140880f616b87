package dev.factotum.audit;

import dev.factotum.vault.MatterId;
import java.time.Instant;
import java.util.Optional;

/**
 * One thing that happened, before it is chained.
 *
 * @param ev the short word in bold on the page: intake, plan, approved, refused, done, failed, returned, rejected, …
 * @param n the number of the matter's ledger entry it is derived from; 0 where there is none
 * @param title the matter's title, for reading only: not part of the hash
 * @param skill {@code odoo.invoice.create@2}
 * @param by the agent or person who did it
 * @param via the gesture, rule or planner
 * @param receipt what proves it, or where it went
 * @param detail a short clause; never a message body, addresses masked by the log
 */
public record AuditEvent(
        Instant t,
        EventType type,
        String ev,
        Optional<MatterId> matter,
        long n,
        String title,
        Optional<String> step,
        Optional<String> skill,
        Optional<String> by,
        Optional<String> via,
        Optional<String> receipt,
        Optional<String> detail) {
    /** An event of the vault itself, with no matter. */
    public static AuditEvent ofVault(Instant t, String ev, String by, String detail) {
        return new AuditEvent(
                t,
                EventType.ActivityUpdate,
                ev,
                Optional.empty(),
                0,
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.of(by),
                Optional.empty(),
                Optional.empty(),
                Optional.of(detail));
    }
}
