package dev.factotum.notice.webhook;

import dev.factotum.config.NoticeSettings.Webhook;
import dev.factotum.http.Http;
import dev.factotum.http.HttpCall;
import dev.factotum.http.HttpCall.Body;
import dev.factotum.http.HttpCall.Header;
import dev.factotum.http.HttpReply;
import dev.factotum.http.Reach;
import dev.factotum.notice.webhook.HookState.Waiting;
import dev.factotum.secret.Resolved;
import dev.factotum.secret.Secrets;
import dev.factotum.world.Clock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Posts one event, signed at the time of this try. A redirect is not followed: it is a failure. */
final class Posting {
    private static final int MOST_REPLY = 64 * 1024;
    private static final Duration DEADLINE = Duration.ofSeconds(15);

    private final Http http;
    private final Secrets secrets;
    private final Clock clock;

    Posting(Http http, Secrets secrets, Clock clock) {
        this.http = http;
        this.secrets = secrets;
        this.clock = clock;
    }

    HttpReply post(Webhook hook, Waiting one, Signer signer) throws InterruptedException {
        URI url;
        try {
            url = URI.create(hook.url().strip());
        } catch (IllegalArgumentException noAddress) {
            return new HttpReply.Barred("its url is no address");
        }
        byte[] body = one.body().getBytes(StandardCharsets.UTF_8);
        long timestamp = clock.instant().getEpochSecond();
        return http.straight(new HttpCall(
                "POST",
                url,
                List.of(
                        new Header("webhook-id", one.id()),
                        new Header("webhook-timestamp", Long.toString(timestamp)),
                        new Header("webhook-signature", signer.sign(one.id(), timestamp, body))),
                Optional.of(new Body("application/json", body)),
                Reach.named(url),
                DEADLINE,
                MOST_REPLY));
    }

    /** @param wrong why there is no signer */
    record Signing(Optional<Signer> signer, String wrong) {}

    /** The secrets as they are now. */
    Signing signing(Webhook hook) throws InterruptedException {
        List<String> keys = new ArrayList<>();
        for (String reference :
                hook.oldKey().map(old -> List.of(hook.key(), old)).orElse(List.of(hook.key()))) {
            switch (secrets.resolve(reference, "webhooks." + hook.name() + ".key")) {
                case Resolved.Found found -> keys.add(found.secret().reveal());
                case Resolved.NotNeeded _ -> {}
                case Resolved.Missing missing -> {
                    return new Signing(Optional.empty(), missing.problem().why());
                }
            }
        }
        return new Signing(Signer.of(keys), "its key is not whsec_ and 24 to 64 bytes in base64");
    }
}
