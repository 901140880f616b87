package dev.factotum.channel.email;

import dev.factotum.channel.email.wire.Asked;
import dev.factotum.channel.email.wire.Inflow;
import dev.factotum.channel.email.wire.Listening;
import dev.factotum.channel.port.WatcherName;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Watcher;
import dev.factotum.vault.Digest;
import dev.factotum.world.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks a mailbox for new mail. A mail is known by its bytes: a Message-ID can be anybody's, and one that repeats an earlier
 * one must not make a mail disappear.
 */
final class MailWatcher implements Watcher {
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final Wires wires;
    private final Clock clock;
    private final Map<Long, Integer> broke = new ConcurrentHashMap<>();
    private volatile boolean more;

    MailWatcher(Wires wires, Clock clock) {
        this.wires = wires;
        this.clock = clock;
    }

    @Override
    public String name() {
        return WatcherName.of(wires.account(), "mail");
    }

    @Override
    public Duration every() {
        return more ? AT_ONCE : wires.settings().every();
    }

    @Override
    public News look(Optional<String> cursor) throws InterruptedException {
        Asked<Inflow.Batch> asked = wires.read(imap -> new Inflow(
                        imap, wires.settings().folder(), wires.settings().backlog(clock.instant()), broke)
                .look(cursor));
        return switch (asked) {
            case Asked.Silent<Inflow.Batch>(ToolError error) -> new News.Failed(error);
            case Asked.Told<Inflow.Batch>(Inflow.Batch batch) -> {
                more = batch.more();
                List<Arrival> items = new ArrayList<>();
                for (Inflow.Fetched mail : batch.mails()) {
                    if (!OwnMail.is(mail.bytes(), wires.settings().address().address())) {
                        items.add(arrival(mail.bytes(), wires.account()));
                    }
                }
                yield new News.Items(items, Optional.of(batch.mark()));
            }
        };
    }

    static Arrival arrival(byte[] mail, String account) {
        return new Arrival("sha256:" + Digest.of(mail).hex(), "mail.eml", mail, Optional.of(account));
    }

    @Override
    public void listen(Runnable wake) throws InterruptedException {
        if (wires.listening().isPresent()) {
            new Listening(wires.listening().get(), wires.settings().folder(), wires::open).run(wake);
        }
    }
}
