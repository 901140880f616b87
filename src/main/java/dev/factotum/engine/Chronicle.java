package dev.factotum.engine;

import dev.factotum.audit.AuditEvent;
import dev.factotum.audit.EventType;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.LedgerEntry.Answered;
import dev.factotum.vault.LedgerEntry.Approved;
import dev.factotum.vault.LedgerEntry.Audited;
import dev.factotum.vault.LedgerEntry.Born;
import dev.factotum.vault.LedgerEntry.Claimed;
import dev.factotum.vault.LedgerEntry.Closed;
import dev.factotum.vault.LedgerEntry.Intent;
import dev.factotum.vault.LedgerEntry.Moving;
import dev.factotum.vault.LedgerEntry.Noted;
import dev.factotum.vault.LedgerEntry.Parked;
import dev.factotum.vault.LedgerEntry.Placed;
import dev.factotum.vault.LedgerEntry.Proposed;
import dev.factotum.vault.LedgerEntry.Result;
import dev.factotum.vault.LedgerEntry.Returned;
import dev.factotum.vault.MatterId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Derives audit events from ledger entries, so that a crash between the two can be made good from the ledger. */
final class Chronicle {
    private Chronicle() {}

    /**
     * The event of the entry at this index, or empty where the entry is bookkeeping.
     *
     * @param agent the agent the matter belongs to; may be empty
     */
    static Optional<AuditEvent> event(
            MatterId matter, String title, String agent, List<LedgerEntry> entries, int index) {
        LedgerEntry entry = entries.get(index);
        Event event = switch (entry) {
            case Born b ->
                new Event("intake", EventType.ActivityUpdate)
                        .detail(b.kind()
                                + b.duplicateOf()
                                        .map(d -> ", duplicate of " + d)
                                        .orElse(""));
            case Proposed p ->
                new Event("plan", EventType.ContentSuggested)
                        .by(agent)
                        .via(p.planner())
                        .detail("revision " + p.rev());
            case Approved a ->
                new Event("approved", EventType.HumanResponseReceived)
                        .by(a.by())
                        .via(a.via())
                        .detail("revision " + a.rev() + ", risk " + a.risk());
            case Noted n -> noted(n);
            case Result r -> result(r, agent, intent(entries, index, r.key()));
            case Answered a ->
                new Event("answered", EventType.HumanResponseReceived)
                        .by(a.by())
                        .step(a.step())
                        .detail(a.answer());
            case Parked p ->
                new Event("waits", EventType.ActivityUpdate).step(p.step()).detail(p.why() + " until " + p.until());
            case Returned r ->
                new Event(
                                index > 0 && entries.get(index - 1) instanceof Proposed ? "asks" : "returned",
                                EventType.HumanReviewRequired)
                        .step(String.join(", ", r.steps()))
                        .detail(r.why() + (r.detail().isEmpty() ? "" : ": " + firstLine(r.detail())));
            case Closed c ->
                new Event("completed", type(c.by()))
                        .by(c.by().equals("agent") ? agent : c.by())
                        .via(c.via())
                        .detail(c.how());
            case Moving ignored -> null;
            case Placed ignored -> null;
            case Claimed ignored -> null;
            case Intent ignored -> null;
            case Audited ignored -> null;
        };
        return event == null ? Optional.empty() : Optional.of(event.build(entry, matter, index + 1L, title));
    }

    private static @org.jspecify.annotations.Nullable Event noted(Noted noted) {
        if (noted.event().equals("source")) {
            return null;
        }
        return new Event(noted.event(), type(noted.by()))
                .by(noted.by().equals("agent") ? "" : noted.by())
                .via(noted.via())
                .step(noted.detail().getOrDefault("step", ""))
                .detail(noted.detail().getOrDefault("why", ""));
    }

    /** Further lines may quote what people wrote, which never enters the log. */
    private static String firstLine(String detail) {
        int end = detail.indexOf('\n');
        return end < 0 ? detail : detail.substring(0, end);
    }

    private static EventType type(String by) {
        return by.equals("agent") || by.equals("policy") ? EventType.ActivityUpdate : EventType.HumanResponseReceived;
    }

    private static Event result(Result result, String agent, Optional<Intent> intent) {
        String word = switch (result.outcome()) {
            case "ok" -> result.simulated() ? "simulated" : "done";
            case "failed" -> "failed";
            default -> "unclear";
        };
        return new Event(word, EventType.ActionExecuted)
                .by(agent)
                .step(result.step())
                .skill(intent.map(Intent::skill).orElse(""))
                .via(intent.map(i -> i.account() + " " + i.mode()).orElse(""))
                .receipt(result.receipt())
                .detail(result.error().orElse(result.adopted() ? "found by checking" : ""));
    }

    private static Optional<Intent> intent(List<LedgerEntry> entries, int before, String key) {
        for (int i = before - 1; i >= 0; i--) {
            if (entries.get(i) instanceof Intent intent && intent.key().equals(key)) {
                return Optional.of(intent);
            }
        }
        return Optional.empty();
    }

    /** An event under construction; empty texts are left out. */
    private static final class Event {
        private final String word;
        private final EventType type;
        private final Map<String, String> parts = new HashMap<>();

        Event(String word, EventType type) {
            this.word = word;
            this.type = type;
        }

        private Event put(String part, String text) {
            parts.put(part, text);
            return this;
        }

        Event by(String text) {
            return put("by", text);
        }

        Event via(String text) {
            return put("via", text);
        }

        Event step(String text) {
            return put("step", text);
        }

        Event skill(String text) {
            return put("skill", text);
        }

        Event receipt(String text) {
            return put("receipt", text);
        }

        Event detail(String text) {
            return put("detail", text);
        }

        private Optional<String> part(String name) {
            return Optional.ofNullable(parts.get(name)).filter(text -> !text.isEmpty());
        }

        AuditEvent build(LedgerEntry entry, MatterId matter, long n, String title) {
            return new AuditEvent(
                    entry.t(),
                    type,
                    word,
                    Optional.of(matter),
                    n,
                    title,
                    part("step"),
                    part("skill"),
                    part("by"),
                    part("via"),
                    part("receipt"),
                    part("detail"));
        }
    }
}
