package dev.factotum.channel.email.wire;

import dev.factotum.world.Clock;
import jakarta.mail.Folder;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;

/**
 * Hears of new mail as it comes (IDLE, RFC 2177). It only wakes: what is new is found by {@link Inflow}, so nothing is lost
 * while nobody listens.
 */
public final class Listening {
    /** A server may end a connection after half an hour; the nearer networks on the way forget one sooner. */
    private static final Duration ANEW = Duration.ofMinutes(9);

    /** How long until it is looked again whether the account may be asked. */
    private static final Duration SHUT = Duration.ofMinutes(1);

    private static final Duration SHORTEST = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Imap imap;
    private final String folder;
    private final BooleanSupplier allowed;
    private final Duration anew;

    /** @param allowed false while the account is left alone: a login that was refused is not tried again and again */
    public Listening(Imap imap, String folder, BooleanSupplier allowed) {
        this(imap, folder, allowed, ANEW);
    }

    /** @param anew how long a server is listened to before it is asked again */
    Listening(Imap imap, String folder, BooleanSupplier allowed, Duration anew) {
        this.allowed = allowed;
        this.imap = imap;
        this.folder = folder;
        this.anew = anew;
    }

    /** Why listening ended. */
    private enum End {
        BROKEN,
        NOT_OFFERED
    }

    /**
     * Listens until interrupted; ends by itself where the server offers no IDLE. A connection that breaks is made anew after
     * a while.
     *
     * @param wake called for whatever may be news: new mail, and each new connection
     */
    public void run(Runnable wake) throws InterruptedException {
        Duration pause = SHORTEST;
        Clock clock = imap.patience().clock();
        while (!Thread.currentThread().isInterrupted()) {
            if (!allowed.getAsBoolean()) {
                clock.pause(SHUT);
                continue;
            }
            long since = clock.nanos();
            Asked<End> heard = imap.ask(imap.patience().lasting(anew, Duration.ofDays(7)), store -> {
                if (!store.hasCapability("IDLE")) {
                    return End.NOT_OFFERED;
                }
                IMAPFolder box = (IMAPFolder) store.getFolder(folder);
                box.open(Folder.READ_ONLY);
                wake.run();
                box.doCommand(protocol -> listen(protocol, wake));
                return End.BROKEN;
            });
            if (heard instanceof Asked.Told<End>(End end) && end == End.NOT_OFFERED) {
                return;
            }
            boolean lasted = clock.nanos() - since > LONGEST.toNanos();
            clock.pause(lasted ? SHORTEST : pause);
            Duration longer = pause.multipliedBy(2);
            pause = lasted ? SHORTEST : longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
        }
    }

    private Object listen(IMAPProtocol protocol, Runnable wake) throws ProtocolException {
        // Some of what is told comes before the server says that it listens, and is seen by handlers only.
        protocol.addResponseHandler(response -> {
            if (response instanceof IMAPResponse news && news.keyEquals("EXISTS")) {
                wake.run();
            }
        });
        while (!Thread.currentThread().isInterrupted()) {
            protocol.idleStart();
            long end = imap.patience().clock().nanos() + anew.toNanos();
            boolean idle = true;
            boolean asked = false;
            while (idle) {
                Response response = protocol.readIdleResponse();
                boolean silence = response.isSynthetic() && response.getException() instanceof SocketTimeoutException;
                if (response.isBYE() && !silence || silence && asked) {
                    return End.BROKEN;
                }
                protocol.notifyResponseHandlers(new Response[] {response});
                if (silence || !asked && imap.patience().clock().nanos() - end >= 0) {
                    protocol.idleAbort();
                    asked = true;
                }
                idle = silence || !response.isTagged();
            }
        }
        return End.BROKEN;
    }
}
