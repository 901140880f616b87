package dev.factotum.notice.webhook;

import dev.factotum.audit.AuditLog;
import dev.factotum.audit.AuditRecord;
import dev.factotum.audit.Cursor;
import dev.factotum.config.NoticeSettings;
import dev.factotum.config.NoticeSettings.Webhook;
import dev.factotum.config.Settings;
import dev.factotum.http.Http;
import dev.factotum.http.HttpReply;
import dev.factotum.http.HttpReply.Answered;
import dev.factotum.http.Resets;
import dev.factotum.notice.webhook.HookState.Waiting;
import dev.factotum.secret.SecretRef;
import dev.factotum.secret.Secrets;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.Digest;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sends the events of the audit chain to other programs, at least once each: under one id, which is the entry's own, so that
 * a receiver can tell a repetition. What is sent is read from the chain behind a cursor, so a stop loses nothing.
 */
public final class Webhooks {
    /** More wait in the chain. */
    private static final int MOST_QUEUED = 200;

    /** So many are sent before the state is written again. */
    private static final int BATCH = 20;

    private static final int MOST_BATCHES = 10;
    private static final Duration BUSY = Duration.ofSeconds(30);
    private static final Duration THROTTLED = Duration.ofMinutes(1);

    /** A receiver that cannot be reached is left alone no longer, for other events' sake. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);

    private final Vault vault;
    private final Supplier<Settings> settings;
    private final AuditLog audit;
    private final Posting posting;
    private final Secrets secrets;

    public Webhooks(Vault vault, Supplier<Settings> settings, AuditLog audit, Http http, Secrets secrets) {
        this.vault = vault;
        this.settings = settings;
        this.audit = audit;
        this.posting = new Posting(http, secrets, vault.world().clock());
        this.secrets = secrets;
    }

    /** Sends what is due; answers when more is due by itself, {@link Instant#MAX} for never. */
    public synchronized Instant round() throws IOException, InterruptedException {
        Instant next = Instant.MAX;
        NoticeSettings notices = settings.get().notices();
        retire(notices);
        for (Webhook hook : notices.webhooks().values()) {
            try (Claim claim = vault.claims().claim("webhook:" + hook.name()).orElse(null)) {
                Instant due = claim == null ? now().plus(BUSY) : round(hook);
                next = due.isBefore(next) ? due : next;
            }
        }
        return next;
    }

    /** One that is no longer in the settings is forgotten; written there again, it is told of what happens from then on. */
    private void retire(NoticeSettings notices) throws IOException {
        for (HookState state : HookState.all(vault)) {
            if (!notices.webhooks().containsKey(state.name)) {
                HookState.forget(vault, state.name);
            }
        }
    }

    private Instant round(Webhook hook) throws IOException, InterruptedException {
        HookState state = HookState.read(vault, hook.name());
        String mark = mark(hook);
        if (!state.mark.equals(mark)) {
            state.mark = mark;
            state.disabled = "";
            state.until = Instant.EPOCH;
        }
        if (state.cursor.isEmpty()) {
            state.cursor = Optional.of(audit.end());
            state.write(vault);
        }
        if (!state.disabled.isEmpty()) {
            return Instant.MAX;
        }
        boolean more = true;
        for (int i = 0; more && i < MOST_BATCHES; i++) {
            boolean read = fill(hook, state);
            boolean sent = !now().isBefore(state.until) && send(hook, state);
            if (read || sent) {
                state.write(vault);
            }
            more = (read || sent) && state.disabled.isEmpty();
        }
        return next(state);
    }

    private static Instant next(HookState state) {
        if (!state.disabled.isEmpty()) {
            return Instant.MAX;
        }
        Instant due =
                state.queue.stream().map(Waiting::next).min(Instant::compareTo).orElse(Instant.MAX);
        return due.equals(Instant.MAX) || due.isAfter(state.until) ? due : state.until;
    }

    /** Reads on in the chain as far as there is room; true where the cursor moved. */
    private boolean fill(Webhook hook, HookState state) throws IOException {
        int room = MOST_QUEUED - state.queue.size();
        if (room <= 0) {
            return false;
        }
        Cursor from = state.cursor.orElseThrow();
        AuditLog.Followed followed = audit.readFrom(from, room);
        for (AuditRecord entry : followed.entries()) {
            if (Event.wanted(hook, entry)) {
                state.queue.add(new Waiting(Event.id(vault.id(), entry), Event.body(entry), 0, entry.t()));
            }
        }
        state.cursor = Optional.of(followed.next());
        return !followed.next().equals(from);
    }

    private boolean send(Webhook hook, HookState state) throws InterruptedException {
        Posting.Signing signing = posting.signing(hook);
        if (signing.signer().isEmpty()) {
            boolean news = !state.last.equals(signing.wrong());
            said(state, signing.wrong());
            state.until = now().plus(BUSY);
            return news;
        }
        boolean any = false;
        int sent = 0;
        for (Waiting one : List.copyOf(state.queue)) {
            if (sent == BATCH || one.next().isAfter(now())) {
                continue;
            }
            sent++;
            any = true;
            if (!delivered(hook, state, one, signing.signer().get())) {
                break;
            }
        }
        return any;
    }

    /** False where nothing else is to be sent there now. */
    private boolean delivered(Webhook hook, HookState state, Waiting one, Signer signer) throws InterruptedException {
        HttpReply reply = posting.post(hook, one, signer);
        if (reply instanceof Answered answer && answer.status() >= 200 && answer.status() <= 299) {
            state.queue.remove(one);
            state.delivered++;
            said(state, "HTTP " + answer.status());
            return true;
        }
        Optional<Instant> throttled = Optional.empty();
        switch (reply) {
            case Answered answer -> {
                said(state, "HTTP " + answer.status());
                if (answer.status() == 410) {
                    state.disabled = "it answered 410, gone";
                    return false;
                }
                if (answer.status() == 429 || answer.status() == 502 || answer.status() == 504) {
                    throttled = Optional.of(answer.header("retry-after")
                            .flatMap(text -> Resets.parse(text, now()))
                            .orElse(now().plus(THROTTLED)));
                }
            }
            case HttpReply.NotSent(String reason) -> said(state, reason);
            case HttpReply.Unclear(HttpReply.Cause _, String reason) -> said(state, reason);
            case HttpReply.Barred(String reason) -> said(state, reason);
        }
        int tries = one.tries() + 1;
        int place = state.queue.indexOf(one);
        Optional<Instant> again = Schedule.next(one.id(), tries, now());
        if (again.isEmpty()) {
            state.queue.remove(one);
            state.lost++;
            return true;
        }
        state.queue.set(place, new Waiting(one.id(), one.body(), tries, again.get()));
        boolean itself = reply instanceof Answered answer && answer.status() < 500 && throttled.isEmpty();
        if (!itself) {
            Instant soon = now().plus(LONGEST_REST);
            state.until = throttled.orElse(again.get().isBefore(soon) ? again.get() : soon);
        }
        return itself;
    }

    private String mark(Webhook hook) throws InterruptedException {
        Optional<SecretRef> key = SecretRef.parse(hook.key());
        String secret = key.isPresent() ? secrets.mark(key.get(), "webhooks." + hook.name() + ".key") : "";
        return Digest.of(hook + "\n" + secret).hex().substring(0, 16);
    }

    private void said(HookState state, String words) {
        state.last = words;
        state.lastAt = now();
    }

    private Instant now() {
        return vault.world().clock().instant();
    }
}
