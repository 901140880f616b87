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
import dev.factotum.notice.way.Notifiers;
import dev.factotum.notice.webhook.Webhooks;
import dev.factotum.problem.NetCode;
import dev.factotum.problem.Problem;
import dev.factotum.secret.Secrets;
import dev.factotum.tool.ToolError;
import dev.factotum.vault.Vault;
import dev.factotum.world.Clock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells people and programs elsewhere what happens, and hears answers. Thread-safe. */
final class Tidings implements AutoCloseable {
    private static final Duration LONG_POLL = Duration.ofSeconds(50);
    private static final Duration LONGEST_ONCE = Duration.ofSeconds(60);

    /** Messages of one command to one place, so that it ends. */
    private static final int MOST_ROUNDS = 5;

    private static final String NOTICES = "notices";
    private static final String WEBHOOKS = "webhooks";

    private final Vault vault;
    private final EngineParts parts;
    private final Clock clock;
    private final Notices notices;
    private final Answers answers;
    private final TelegramAnswers telegram;
    private final Webhooks webhooks;
    private final TidingsJobs jobs;
    private volatile List<Trouble> troubles = List.of();

    Tidings(EngineParts parts, Http http, Secrets secrets) {
        this.parts = parts;
        this.vault = parts.vault();
        this.clock = vault.world().clock();
        EngineVault outside = new EngineVault(vault, parts.toolbox());
        Notifiers notifiers = new Notifiers(
                vault.world(),
                http,
                secrets,
                new NoticeMail(vault.world(), parts.toolbox(), parts.settings()),
                System.getProperty("os.name", ""));
        this.answers = new Answers(outside, new Desk(parts), parts.settings());
        this.notices = new Notices(outside, parts.settings(), parts.audit(), notifiers, answers);
        this.telegram = new TelegramAnswers(vault, answers, parts.settings(), notifiers::bot);
        this.webhooks = new Webhooks(vault, parts.settings(), parts.audit(), http, secrets);
        this.jobs = new TidingsJobs(vault);
    }

    /** Something may be new: whoever tells of it is started or woken, and not waited for. */
    void begin(Overview overview) {
        NoticeSettings settings = settings();
        troubles = Trouble.of(overview);
        jobs.wake();
        if (!settings.targets().isEmpty()) {
            jobs.start(NOTICES, () -> told(false), () -> !settings().targets().isEmpty());
        }
        if (!settings.webhooks().isEmpty()) {
            jobs.start(WEBHOOKS, webhooks::round, () -> !settings().webhooks().isEmpty());
        }
        bots(settings)
                .forEach((name, target) -> jobs.listen(
                        name, () -> heard(name, target), () -> bots(settings()).containsKey(name)));
    }

    /** The same in a process that ends after this round: waits until all that is due was told, at most a minute. */
    void once(Overview overview) throws InterruptedException {
        NoticeSettings settings = settings();
        if (settings.targets().isEmpty() && settings.webhooks().isEmpty()) {
            return;
        }
        troubles = Trouble.of(overview);
        jobs.once(
                List.of(
                        () -> {
                            settle();
                            for (Target target : bots(settings).values()) {
                                telegram.look(target, Duration.ZERO);
                            }
                            return Instant.MAX;
                        },
                        () -> rounds(() -> told(true)),
                        () -> rounds(webhooks::round)),
                LONGEST_ONCE);
    }

    private NoticeSettings settings() {
        return parts.settings().get().notices();
    }

    private Instant rounds(TidingsJobs.Job job) throws IOException, InterruptedException {
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

    /** What was decided from afar takes effect once its grace time is over: a step that begins then is not broken off. */
    private void settle() throws IOException, InterruptedException {
        for (Answers.Settled settled : jobs.undisturbed(answers::settle)) {
            telegram.show(settled);
        }
    }

    private Instant heard(String name, Target target) throws IOException, InterruptedException {
        settle();
        Duration left = Duration.between(clock.instant(), answers.due());
        Duration wait = left.compareTo(LONG_POLL) < 0 ? left : LONG_POLL;
        TelegramAnswers.Looked looked = telegram.look(target, wait.isNegative() ? Duration.ZERO : wait);
        looked.wrong().ifPresentOrElse(error -> jobs.wrong(name, problem(target, error)), () -> jobs.well(name));
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

    /** What keeps people and programs from being told. */
    List<Problem> problems() {
        List<Problem> all = new ArrayList<>(jobs.problems());
        all.addAll(TidingsGlance.of(vault));
        return all;
    }

    /** Begins to end, and waits for nobody. */
    void stop() {
        jobs.stop();
    }

    @Override
    public void close() {
        jobs.close();
    }
}
