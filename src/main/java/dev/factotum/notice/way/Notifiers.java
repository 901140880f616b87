package dev.factotum.notice.way;

import dev.factotum.config.NoticeSettings.Target;
import dev.factotum.http.Http;
import dev.factotum.secret.SecretRef;
import dev.factotum.secret.Secrets;
import dev.factotum.vault.Digest;
import dev.factotum.world.World;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Makes the notifier of a target.
 *
 * @param system as {@code os.name} has it
 */
public record Notifiers(World world, Http http, Secrets secrets, Mailer mailer, String system) {
    public Notifier of(Target target) {
        Posts posts = new Posts(http, world.clock());
        Keyhole key = new Keyhole(secrets, target);
        return switch (target.way()) {
            case DESKTOP -> new Desktop(world.processes(), system);
            case NTFY -> new Ntfy(target, posts, key);
            case SLACK -> new Slack(posts, key);
            case DISCORD -> new Discord(posts, key);
            case TELEGRAM -> new Telegram(target, bot(target));
            case EMAIL -> new Email(target, mailer);
        };
    }

    public TelegramBot bot(Target target) {
        return new TelegramBot(target, http, world.clock(), secrets);
    }

    /** A few digits that differ once the target's setting or its secret does. */
    public String mark(Target target) throws InterruptedException {
        String secret = "";
        Optional<SecretRef> reference = target.key().flatMap(SecretRef::parse);
        if (reference.isPresent()) {
            secret = secrets.mark(reference.get(), "notify.targets." + target.name() + ".key");
        }
        return Digest.of((target + "\n" + secret).getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, 16);
    }
}
