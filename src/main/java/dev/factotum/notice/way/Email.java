package dev.factotum.notice.way;

import dev.factotum.config.NoticeSettings.Target;
import dev.factotum.vault.Digest;
import java.nio.charset.StandardCharsets;

/** A mail by one of the vault's own accounts. */
final class Email implements Notifier {
    private final Target target;
    private final Mailer mailer;

    Email(Target target, Mailer mailer) {
        this.target = target;
        this.mailer = mailer;
    }

    @Override
    public Sent send(Letter letter) throws InterruptedException {
        String key = Digest.of((target.name() + "\n" + letter.whole()).getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, 32);
        return mailer.send(target.account(), target.address(), letter.title(), letter.body() + "\n", key);
    }
}
