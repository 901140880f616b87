package dev.factotum.job;

import dev.factotum.config.NoticeSettings.Target;
import dev.factotum.http.Http;
import dev.factotum.http.Resolver;
import dev.factotum.notice.Notices;
import dev.factotum.notice.Trouble;
import dev.factotum.notice.answer.Answers;
import dev.factotum.notice.answer.TelegramAnswers;
import dev.factotum.notice.way.Mailer;
import dev.factotum.notice.way.Notifiers;
import dev.factotum.secret.Secrets;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What one process tells its person, and hears of them, beside an {@link Office}. */
final class Abroad {
    private final Office office;
    private final Answers answers;
    private final Notices notices;
    private final TelegramAnswers telegram;

    Abroad(Office office) {
        this.office = office;
        Vault vault = office.vault();
        Http http = new Http(vault.world().clock(), Resolver.system());
        Secrets secrets = new Secrets(vault.world(), vault.root(), secret -> {});
        Notifiers notifiers = new Notifiers(vault.world(), http, secrets, Mailer.NONE, "Linux");
        this.answers = new Answers(office.outside(), office.desk(), office::settings);
        this.notices = new Notices(office.outside(), office::settings, office.audit(), notifiers, answers);
        this.telegram = new TelegramAnswers(vault, answers, office::settings, notifiers::bot);
    }

    Answers answers() {
        return answers;
    }

    /** Tells what is due, as if no round followed. */
    Instant tell(Trouble... troubles) throws IOException, InterruptedException {
        return notices.round(List.of(troubles), true);
    }

    /** Tells what is due and waits for company. */
    Instant round(Trouble... troubles) throws IOException, InterruptedException {
        return notices.round(List.of(troubles), false);
    }

    /** Hears what was pressed. */
    TelegramAnswers.Looked hear() throws IOException, InterruptedException {
        Target target =
                Objects.requireNonNull(office.settings().notices().targets().get("phone"));
        return telegram.look(target, Duration.ZERO);
    }

    /** Does what is due. */
    List<Answers.Settled> settle() throws IOException, InterruptedException {
        List<Answers.Settled> settled = answers.settle();
        for (Answers.Settled one : settled) {
            telegram.show(one);
        }
        return settled;
    }
}
