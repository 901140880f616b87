package dev.factotum.http;

import dev.factotum.http.HttpReply.Answered;
import dev.factotum.http.HttpReply.Barred;
import dev.factotum.http.HttpReply.NotSent;
import dev.factotum.world.Clock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The product's one HTTP client. A call is sent once: it is never repeated by itself. Each host is resolved once, its
 * addresses are checked, and only those are connected to, so that a name which answers otherwise a moment later leads
 * nowhere else; the same at each redirect. Proxies are not used, for they would connect to what was not checked. Nothing of
 * the library is loaded before the first call. Thread-safe.
 */
public final class Http {
    private static final int MOST_REDIRECTS = 3;
    private static final Duration LEAST = Duration.ofMillis(1);

    private final Clock clock;
    private final Resolver resolver;
    private volatile @Nullable Wire wire;

    public Http(Clock clock, Resolver resolver) {
        this.clock = clock;
        this.resolver = resolver;
    }

    /** Waits until the whole answer is there, or it is clear that none comes. */
    public HttpReply send(HttpCall call) throws InterruptedException {
        return send(call, (status, headers, piece) -> false);
    }

    /** The same; a listener hears an answer's body as it comes and may say when it has heard enough. */
    public HttpReply send(HttpCall call, BodyListener listener) throws InterruptedException {
        Optional<String> wrong = Sanity.wrong(call);
        if (wrong.isPresent()) {
            return new Barred(wrong.get());
        }
        long end = clock.nanos() + call.deadline().toNanos();
        HttpCall next = call;
        for (int redirects = 0; ; redirects++) {
            HttpReply reply = once(next, end, listener);
            Optional<HttpCall> further =
                    reply instanceof Answered answer ? Redirect.of(next, answer) : Optional.empty();
            if (further.isEmpty()) {
                return reply;
            }
            if (redirects == MOST_REDIRECTS) {
                return new Barred(Reach.host(call.url()) + " sends on more than " + MOST_REDIRECTS + " times");
            }
            next = further.get();
        }
    }

    /** The same, but an answer that sends on elsewhere is the answer. */
    public HttpReply straight(HttpCall call) throws InterruptedException {
        Optional<String> wrong = Sanity.wrong(call);
        return wrong.isPresent()
                ? new Barred(wrong.get())
                : once(call, clock.nanos() + call.deadline().toNanos(), (status, headers, piece) -> false);
    }

    private HttpReply once(HttpCall call, long end, BodyListener listener) throws InterruptedException {
        String host = Reach.host(call.url());
        boolean named = call.reach().names(call.url());
        if (host.isEmpty() || call.url().getRawUserInfo() != null) {
            return new Barred("an address needs a host, and may hold no login");
        }
        if (!call.reach().covers(call.url())) {
            return new Barred(Reach.origin(call.url()) + " is not among the hosts that this call may reach");
        }
        boolean safe = Reach.scheme(call.url()).equals("https");
        if (!safe && !named) {
            return new Barred(host + " would be reached without HTTPS");
        }
        List<InetAddress> addresses;
        try {
            addresses = Apart.get(() -> resolver.resolve(host), left(end), () -> {});
        } catch (ExecutionException unknown) {
            if (unknown.getCause() instanceof UnknownHostException) {
                return new NotSent("no host of the name " + host + " is known");
            }
            throw new IllegalStateException("a name could not be looked up", unknown.getCause());
        } catch (TimeoutException late) {
            return new NotSent("the name " + host + " could not be looked up in time");
        }
        for (InetAddress address : addresses) {
            Place place = Place.of(address);
            if (place == Place.NEVER || place == Place.LOCAL && !named) {
                return new Barred(host + " leads to " + address.getHostAddress()
                        + ", which is no address of the open internet"
                        + (place == Place.LOCAL ? "; write it as base_url if it is meant" : ""));
            }
            if (place == Place.PUBLIC && !safe) {
                return new Barred(host + " is out in the internet and would be reached without HTTPS");
            }
        }
        return addresses.isEmpty()
                ? new NotSent(host + " has no address")
                : wire().send(call, new Wire.Checked(addresses), left(end), listener);
    }

    private Duration left(long end) {
        Duration left = Duration.ofNanos(end - clock.nanos());
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }

    private Wire wire() {
        Wire made = wire;
        if (made == null) {
            synchronized (this) {
                made = wire;
                if (made == null) {
                    made = new Wire();
                    wire = made;
                }
            }
        }
        return made;
    }
}
