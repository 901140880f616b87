package dev.factotum.notice;

import dev.factotum.audit.AuditLog;
import dev.factotum.config.NoticeSettings;
import dev.factotum.config.NoticeSettings.Target;
import dev.factotum.config.Risk;
import dev.factotum.config.Settings;
import dev.factotum.engine.Asked;
import dev.factotum.engine.Assessor.EngineVault;
import dev.factotum.notice.answer.Answers;
import dev.factotum.notice.way.Letter;
import dev.factotum.notice.way.Notifiers;
import dev.factotum.notice.way.Sent;
import dev.factotum.tool.ToolError;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Tells the person, at each of their targets, what waits in the tray and what is wrong. What is to be told is derived anew
 * each time from what waits and was not told there yet, so that nothing is lost by a stop, a refusal or a quiet night.
 *
 * <p>At least once, for every target: what goes out is written down before, and as told once the service has said so. After
 * a stop in between, or an answer that never came, it goes out a second time, and then no more: what is known of it stands
 * in the audit log.
 */
public final class Notices {
    private static final Duration BUSY = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(6);
    private static final Duration AGAIN = Duration.ofHours(24);

    /** Sent so often without a known end, it counts as told. */
    private static final int MOST_TRIES = 2;

    private final Vault vault;
    private final Supplier<Settings> settings;
    private final Receipts receipts;
    private final Notifiers notifiers;
    private final Gathering gathering;
    private final Wording wording;
    private final Map<String, Instant> since = new HashMap<>();

    public Notices(
            EngineVault outside, Supplier<Settings> settings, AuditLog audit, Notifiers notifiers, Answers answers) {
        this.vault = outside.vault();
        this.settings = settings;
        this.receipts = new Receipts(audit, vault.world().clock());
        this.notifiers = notifiers;
        this.gathering = new Gathering(outside);
        this.wording = new Wording(vault, answers);
    }

    /** One thing to be told. @param asked present for a matter */
    record News(String key, Instant since, Risk risk, String line, Optional<Asked> asked) {}

    /**
     * Tells what is due.
     *
     * @param troubles what is wrong at present
     * @param last true where no round follows soon: nothing waits for company
     * @return when the next round is due; {@link Instant#MAX} for never
     */
    public synchronized Instant round(List<Trouble> troubles, boolean last) throws IOException, InterruptedException {
        NoticeSettings notices = settings.get().notices();
        if (notices.targets().isEmpty()) {
            return Instant.MAX;
        }
        try (Claim claim = vault.claims().claim("notices").orElse(null)) {
            if (claim == null) {
                return now().plus(BUSY);
            }
            List<News> news = news(troubles);
            NoticeBook book = NoticeBook.read(vault);
            book.retain(notices.targets().keySet());
            Instant next = Instant.MAX;
            for (Target target : notices.targets().values()) {
                Instant due = tell(book, target, news, last);
                next = due.isBefore(next) ? due : next;
            }
            return next;
        }
    }

    private List<News> news(List<Trouble> troubles) throws IOException {
        List<News> news = new ArrayList<>();
        for (Asked asked : gathering.waiting(settings.get())) {
            news.add(new News(Gathering.key(asked), asked.since(), asked.risk(), "", Optional.of(asked)));
        }
        Set<String> standing = new HashSet<>();
        for (Trouble trouble : troubles) {
            standing.add(trouble.key());
            Instant begun = since.computeIfAbsent(trouble.key(), key -> now());
            news.add(new News(trouble.key(), begun, trouble.risk(), trouble.line(), Optional.empty()));
        }
        since.keySet().retainAll(standing);
        return news;
    }

    private Instant tell(NoticeBook book, Target target, List<News> news, boolean last)
            throws IOException, InterruptedException {
        TargetState state = book.of(target.name());
        String mark = notifiers.mark(target);
        if (!state.mark.equals(mark)) {
            state.mark = mark;
            state.disabled = "";
            state.until = Instant.EPOCH;
            state.failures = 0;
        }
        if (!state.disabled.isEmpty()) {
            return Instant.MAX;
        }
        List<News> fresh = new ArrayList<>();
        for (News one : news) {
            boolean stale = one.asked().isEmpty() && state.toldAt(one.key()).isBefore(now().minus(AGAIN));
            if ((stale || !state.told(one.key())) && one.risk().compareTo(target.least()) >= 0) {
                fresh.add(one);
            }
        }
        Timing timing = new Timing(settings.get(), now());
        Timing.Due due = timing.due(fresh, state, last);
        if (due.now().isEmpty()) {
            return due.next();
        }
        return send(book, target, state, due.now());
    }

    private Instant send(NoticeBook book, Target target, TargetState state, List<News> told)
            throws IOException, InterruptedException {
        List<News> current = current(told);
        if (current.isEmpty()) {
            return now().plusSeconds(1);
        }
        Set<String> keys = new HashSet<>();
        current.forEach(one -> keys.add(one.key()));
        if (keys.stream().noneMatch(state.armed::contains)) {
            state.tries = 0;
        }
        if (state.tries >= MOST_TRIES) {
            Sent known = new Sent.Done("unclear: it was sent " + state.tries + " times");
            return end(book, target, state, Set.copyOf(state.armed), known);
        }
        state.armed.clear();
        state.armed.addAll(keys);
        state.tries++;
        state.sent(now());
        book.write(vault);
        Letter letter = wording.letter(target, current);
        Sent sent = notifiers.of(target).send(letter);
        return end(book, target, state, keys, sent);
    }

    /** A plan that changed a moment ago is told as it is; one that was decided meanwhile is not told. */
    private List<News> current(List<News> told) throws IOException {
        List<News> current = new ArrayList<>();
        for (News one : told) {
            Optional<Asked> asked =
                    one.asked().isPresent() ? gathering.again(one.asked().get(), settings.get()) : Optional.empty();
            if (one.asked().isEmpty()) {
                current.add(one);
            } else if (asked.isPresent() && Gathering.key(asked.get()).equals(one.key())) {
                current.add(new News(one.key(), one.since(), one.risk(), one.line(), asked));
            }
        }
        return current;
    }

    private Instant end(NoticeBook book, Target target, TargetState state, Set<String> keys, Sent sent)
            throws IOException {
        Instant next = switch (sent) {
            case Sent.Done(String receipt) -> {
                receipts.record("notified", target, keys.size() + (keys.size() == 1 ? " notice" : " notices"), receipt);
                state.tell(List.copyOf(keys), now());
                state.armed.clear();
                state.tries = 0;
                state.failures = 0;
                state.last = "sent, " + receipt;
                yield now().plusSeconds(1);
            }
            case Sent.Unclear(String why) -> {
                state.last = "unclear: " + why;
                state.until = later(state);
                yield state.until;
            }
            case Sent.Failed failed -> {
                state.tries = Math.max(0, state.tries - 1);
                state.last = failed.error().message();
                if (failed.dead()) {
                    state.disabled = failed.error().message();
                    receipts.record("notices stopped", target, failed.error().message(), "");
                    yield Instant.MAX;
                }
                state.until = failed.error() instanceof ToolError.RateLimited limited ? limited.until() : later(state);
                yield state.until;
            }
        };
        book.write(vault);
        return next;
    }

    private Instant later(TargetState state) {
        state.failures = Math.min(20, state.failures + 1);
        Duration pause = Duration.ofSeconds(15).multipliedBy(1L << Math.min(12, state.failures));
        return now().plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
    }

    private Instant now() {
        return vault.world().clock().instant();
    }
}
