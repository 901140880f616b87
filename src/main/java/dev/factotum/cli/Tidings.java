package dev.factotum.cli;

import dev.factotum.config.NoticeSettings;
import dev.factotum.config.NoticeSettings.Target;
import dev.factotum.config.NoticeSettings.Way;
import dev.factotum.engine.Assessor.EngineVault;
import dev.factotum.engine.Desk;
import dev.factotum.engine.EngineParts;
import dev.factotum.engine.Overview;
import dev.factotum.http.Http;
import dev.factotum.notice.Notices;
import dev.factotum.notice.Trouble;
import dev.factotum.notice.answer.Answers;
import dev.factotum.notice.answer.TelegramAnswers;
import dev.factotum.notice.way.Mailer;
import dev.factotum.notice.way.Notifiers;
import dev.factotum.notice.webhook.Webhooks;
import dev.factotum.problem.NetCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.secret.Secrets;
import dev.factotum.tool.ToolError;
import dev.factotum.vault.DiskTrouble;
import dev.factotum.vault.Vault;
import dev.factotum.world.Clock;
import dev.factotum.world.Threads;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people and programs elsewhere what happens, and hears answers, each in a thread of its own, so that no slow service
 * holds up the work. Thread-safe.
 */
final class Tidings implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tidings.class);

    /** A round comes this often at least, and a job that broke off begins again after so long. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    /** A bot that refuses is left alone no longer. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(10);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LONG_POLL = Duration.ofSeconds(50);

    /** Messages of one command to one place, so that it ends. */
    private static final int MOST_ROUNDS = 5;

    private final Vault vault;
    private final EngineParts parts;
    private final Clock clock;
    private final Notices notices;
    private final Answers answers;
    private final TelegramAnswers telegram;
    private final Webhooks webhooks;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Thread> running = new HashMap<>();
    private final Map<String, Problem> problems = new TreeMap<>();
    private volatile List<Trouble> troubles = List.of();
    private long news;
    private boolean closed;

    Tidings(EngineParts parts, Http http, Secrets secrets) {
        this.parts = parts;
        this.vault = parts.vault();
        this.clock = vault.world().clock();
        EngineVault outside = new EngineVault(vault, parts.toolbox());
        Notifiers notifiers =
                new Notifiers(vault.world(), http, secrets, Mailer.NONE, System.getProperty("os.name", ""));
        this.answers = new Answers(outside, new Desk(parts), parts.settings());
        this.notices = new Notices(outside, parts.settings(), parts.audit(), notifiers, answers);
        this.telegram = new TelegramAnswers(vault, answers, parts.settings(), notifiers::bot);
        this.webhooks = new Webhooks(vault, parts.settings(), parts.audit(), http, secrets);
    }

    /** One round of a job; answers when the next is due. */
    private interface Job {
        Instant round() throws IOException, InterruptedException;
    }

    /** Something may be new: whoever tells of it is started or woken, and not waited for. */
    void begin(Overview overview) {
        NoticeSettings settings = parts.settings().get().notices();
        troubles = Trouble.of(overview);
        lock.lock();
        try {
            news++;
            changed.signalAll();
            if (closed) {
                return;
            }
            if (!settings.targets().isEmpty()) {
                start("notices", () -> told(false));
            }
            if (!settings.webhooks().isEmpty()) {
                start("webhooks", webhooks::round);
            }
            bots(settings).forEach((name, target) -> start(name, () -> heard(name, target)));
        } finally {
            lock.unlock();
        }
    }

    /** The same in a process that ends after this round: waits until all that is due was told, at most a minute. */
    void once(Overview overview) throws InterruptedException {
        NoticeSettings settings = parts.settings().get().notices();
        if (settings.targets().isEmpty() && settings.webhooks().isEmpty()) {
            return;
        }
        troubles = Trouble.of(overview);
        lock.lock();
        try {
            if (!closed) {
                running.put("once", thread("once", () -> all(settings)));
            }
            long left = PATIENCE.toNanos();
            while (running.containsKey("once") && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void all(NoticeSettings settings) {
        guarded("telegram", () -> {
            settle();
            for (Target target : bots(settings).values()) {
                telegram.look(target, Duration.ZERO);
            }
            return Instant.MAX;
        });
        guarded("notices", () -> rounds(() -> told(true)));
        guarded("webhooks", () -> rounds(webhooks::round));
    }

    private Instant rounds(Job job) throws IOException, InterruptedException {
        Instant next = job.round();
        for (int i = 1; i < MOST_ROUNDS && next.isBefore(clock.instant().plusSeconds(1)); i++) {
            next = job.round();
        }
        return next;
    }

    private Instant told(boolean last) throws IOException, InterruptedException {
        settle();
        return notices.round(troubles, last);
    }

    /** What was decided from afar takes effect once its grace time is over. */
    private void settle() throws IOException, InterruptedException {
        for (Answers.Settled settled : answers.settle()) {
            telegram.show(settled);
        }
    }

    private Instant heard(String name, Target target) throws IOException, InterruptedException {
        settle();
        Duration left = Duration.between(clock.instant(), answers.due());
        Duration wait = left.compareTo(LONG_POLL) < 0 ? left : LONG_POLL;
        TelegramAnswers.Looked looked = telegram.look(target, wait.isNegative() ? Duration.ZERO : wait);
        lock.lock();
        try {
            problems.remove(name);
            looked.wrong().ifPresent(error -> problems.put(name, problem(target, error)));
        } finally {
            lock.unlock();
        }
        settle();
        return looked.next();
    }

    private static Problem problem(Target target, ToolError error) {
        NetCode code = NetCode.NOTICE_NOT_SENT;
        return new Problem(
                code, "Answers cannot be heard", "notify.targets." + target.name(), error.message(), code.remedy());
    }

    /** One target for each bot whose chats take answers. */
    private static Map<String, Target> bots(NoticeSettings settings) {
        Map<String, Target> bots = new TreeMap<>();
        for (Target target : settings.targets().values()) {
            if (target.way() == Way.TELEGRAM && !target.people().isEmpty()) {
                bots.putIfAbsent(
                        "telegram " + target.key().orElse("") + target.server().orElse(""), target);
            }
        }
        return bots;
    }

    private void start(String name, Job job) {
        if (!running.containsKey(name)) {
            running.put(name, thread(name, () -> again(name, job)));
        }
    }

    private Thread thread(String name, Runnable task) {
        return Threads.start(
                "tidings-" + name.replaceFirst(" .*", ""),
                (thread, fault) -> LOG.atError().setCause(fault).log("telling broke off"),
                () -> {
                    try {
                        task.run();
                    } finally {
                        lock.lock();
                        try {
                            running.remove(name);
                            changed.signalAll();
                        } finally {
                            lock.unlock();
                        }
                    }
                });
    }

    /** Round after round, as long as the settings ask for it. */
    private void again(String name, Job job) {
        boolean wanted = true;
        while (wanted && !Thread.currentThread().isInterrupted()) {
            long before = heardOf();
            if (!here()) {
                return;
            }
            Instant next = guarded(name, job);
            wanted = rest(name, next, before);
        }
    }

    /** Only the machine that executes tells and hears. */
    private boolean here() {
        try {
            return vault.executor().here();
        } catch (IOException unreadable) {
            return false;
        }
    }

    private long heardOf() {
        lock.lock();
        try {
            return news;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for its time, or for something new; false where it is not to go on. */
    private boolean rest(String name, Instant next, long before) {
        boolean telegrams = name.startsWith("telegram");
        Instant most = clock.instant().plus(telegrams ? LONGEST_REST : PAUSE);
        long left = Duration.between(clock.instant(), next.isBefore(most) ? next : most)
                .toNanos();
        lock.lock();
        try {
            while (!closed && left > 0 && (telegrams || news == before)) {
                left = changed.awaitNanos(left);
            }
            NoticeSettings settings = parts.settings().get().notices();
            return !closed && (telegrams ? bots(settings).containsKey(name) : true);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private Instant guarded(String name, Job job) {
        try {
            Instant next = job.round();
            if (!name.startsWith("telegram")) {
                well(name);
            }
            return next;
        } catch (IOException failed) {
            wrong(name, DiskTrouble.of("Nobody could be told", failed));
        } catch (ProblemException refused) {
            wrong(name, refused.problem());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        return clock.instant().plus(PAUSE);
    }

    private void well(String name) {
        lock.lock();
        try {
            problems.remove(name);
        } finally {
            lock.unlock();
        }
    }

    private void wrong(String name, Problem problem) {
        lock.lock();
        try {
            problems.put(name, problem);
        } finally {
            lock.unlock();
        }
    }

    /** What keeps people and programs from being told. */
    List<Problem> problems() {
        List<Problem> all = new ArrayList<>();
        lock.lock();
        try {
            all.addAll(problems.values());
        } finally {
            lock.unlock();
        }
        all.addAll(TidingsGlance.of(vault));
        return all;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            running.values().forEach(Thread::interrupt);
            long left = TimeUnit.SECONDS.toNanos(5);
            while (!running.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
