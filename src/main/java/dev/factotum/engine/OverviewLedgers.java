package dev.factotum.engine;

import dev.factotum.engine.Overview.ForModel;
import dev.factotum.engine.Overview.Scheduled;
import dev.factotum.engine.OverviewHeads.Found;
import dev.factotum.vault.LedgerEntry.Parked;
import dev.factotum.vault.LedgerEntry.Proposed;
import dev.factotum.vault.LedgerEntry.Returned;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Readiness.Settle;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What only the ledgers know: until when something waits, and when a plan expires. */
final class OverviewLedgers {
    /** So many ledgers of approved matters are read where nobody asked for all. */
    static final int GLANCE = 200;

    private static final int MOST_FOR_MODEL = 50;

    /** Why a note without an id waits. */
    private static final String TYPING = "until you have stopped typing";

    private final Vault vault;
    private final Optional<Duration> expires;

    OverviewLedgers(Vault vault, Optional<Duration> expires) {
        this.vault = vault;
        this.expires = expires;
    }

    /** Empty where nobody asked, or where the plan was marked expired already. */
    Optional<Instant> expires(MatterId id) throws IOException {
        if (expires.isEmpty()) {
            return Optional.empty();
        }
        History history = History.of(vault.ledgers().of(id));
        Optional<Instant> since = history.proposed().map(Proposed::t);
        Optional<Returned> returned = history.returned();
        if (returned.isPresent()) {
            since = returned.get().why().equals("expired") ? Optional.empty() : returned.map(Returned::t);
        }
        return since.map(t -> t.plus(expires.get()));
    }

    /** When a note that carries no id yet is taken to be finished, where that is to come. */
    private Optional<Instant> typed(Found file) {
        Instant now = vault.world().clock().instant();
        return file.head().id().isPresent()
                ? Optional.empty()
                : Optional.of(file.facts().modified().plus(Settle.LOCAL.withoutId()))
                        .filter(until -> until.isAfter(now));
    }

    /** Of the first files those whose last planning ended with waiting. */
    List<ForModel> forModel(List<Found> unplanned) throws IOException {
        List<ForModel> waiting = new ArrayList<>();
        for (Found file : unplanned.subList(0, Math.min(MOST_FOR_MODEL, unplanned.size()))) {
            Optional<MatterId> id = file.head().id();
            if (id.isPresent()) {
                Planning.waits(History.of(vault.ledgers().of(id.get())))
                        .ifPresent(noted -> waiting.add(new ForModel(
                                id.get(),
                                file.head().title(),
                                file.shown(),
                                noted.detail().getOrDefault("why", ""),
                                Planning.exit(noted))));
            }
        }
        return waiting;
    }

    List<Scheduled> scheduled(List<Found> approved) throws IOException {
        List<Scheduled> scheduled = new ArrayList<>();
        for (Found file : approved) {
            Optional<MatterId> id = file.head().id();
            boolean looked = id.isPresent() && (expires.isPresent() || scheduled.size() < GLANCE);
            Optional<Parked> parked =
                    looked ? History.of(vault.ledgers().of(id.get())).parked() : Optional.empty();
            scheduled.add(new Scheduled(
                    id,
                    file.head().title(),
                    file.shown(),
                    parked.map(Parked::until).or(() -> typed(file)),
                    parked.map(Parked::step).orElse(""),
                    parked.map(Parked::why).orElseGet(() -> typed(file).isPresent() ? TYPING : "")));
        }
        scheduled.sort(Comparator.comparing((Scheduled one) -> one.until().orElse(Instant.EPOCH))
                .thenComparing(Scheduled::file));
        return scheduled;
    }
}
