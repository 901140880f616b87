package dev.factotum.http;

import dev.factotum.http.HttpReply.Answered;
import dev.factotum.http.HttpReply.Cause;
import dev.factotum.http.HttpReply.NotSent;
import dev.factotum.http.HttpReply.Unclear;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSink;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** okhttp, with everything that it would do by itself taken away. */
final class Wire {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int IDLE = 8;
    private static final int PIECE = 8192;
    private static final Set<String> BODIED = Set.of("POST", "PUT", "PATCH");
    private static final HttpCall.Body NOTHING = new HttpCall.Body("", new byte[0]);

    /** Many servers close what was idle for 5 s, and a call that is on its way at that moment is lost. */
    private static final Duration KEPT = Duration.ofSeconds(4);

    /** The library keeps the deadline itself; this is for the case that it does not. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final OkHttpClient client = new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(IDLE, KEPT.toSeconds(), TimeUnit.SECONDS))
            .proxy(Proxy.NO_PROXY)
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .connectTimeout(CONNECT)
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .build();

    /** The addresses to connect to, whatever the name says by now. Equal ones share connections. */
    record Checked(List<InetAddress> addresses) implements Dns {
        Checked {
            addresses = List.copyOf(addresses);
        }

        @Override
        public List<InetAddress> lookup(String host) {
            return addresses;
        }
    }

    /** Whether anything of the request may have left. */
    private static final class Sent extends EventListener {
        private volatile boolean begun;

        @Override
        public void requestHeadersStart(Call call) {
            begun = true;
        }
    }

    HttpReply send(HttpCall wanted, Checked addresses, Duration deadline, BodyListener listener)
            throws InterruptedException {
        HttpUrl url = HttpUrl.parse(wanted.url().toString());
        if (url == null || !sameHost(wanted, url)) {
            return new HttpReply.Barred("the address of this call has no host that two readers read alike");
        }
        Sent sent = new Sent();
        Call call = client.newBuilder()
                .dns(addresses)
                .eventListener(sent)
                .callTimeout(deadline)
                .build()
                .newCall(request(wanted, url));
        try {
            return Apart.get(() -> exchange(call, wanted, listener), deadline.plus(GRACE), call::cancel);
        } catch (TimeoutException late) {
            return new Unclear(Cause.DEADLINE, late(wanted, deadline));
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException failure) {
                return sent.begun ? unclear(wanted, failure, deadline) : new NotSent(unreached(wanted, failure));
            }
            throw new IllegalStateException("the HTTP library failed", failed.getCause());
        }
    }

    private HttpReply exchange(Call call, HttpCall wanted, BodyListener listener) throws IOException {
        boolean old = false;
        try (Response response = call.execute()) {
            old = response.protocol() == Protocol.HTTP_1_0;
            Map<String, String> headers = headers(response);
            BufferedSource body = response.body().source();
            Buffer whole = new Buffer();
            Buffer next = new Buffer();
            while (body.read(next, PIECE) >= 0) {
                byte[] piece = next.readByteArray();
                whole.write(piece);
                if (whole.size() > wanted.mostReply()) {
                    call.cancel();
                    return new Unclear(
                            Cause.TOO_LARGE,
                            host(wanted) + " answered with more than " + wanted.mostReply() + " bytes");
                }
                if (listener.enough(response.code(), headers, piece)) {
                    call.cancel();
                    break;
                }
            }
            return new Answered(response.code(), headers, whole.readByteArray());
        } finally {
            if (old) {
                // Its server closes the connection after each answer, and the library would use it again.
                client.connectionPool().evictAll();
            }
        }
    }

    /** What was checked is what is asked; an address in brackets cannot be read in two ways. */
    private static boolean sameHost(HttpCall wanted, HttpUrl url) {
        String host = Reach.host(wanted.url());
        return host.startsWith("[") || url.host().equals(host) || url.host().equals(host + ".");
    }

    private static Request request(HttpCall wanted, HttpUrl url) {
        Request.Builder request = new Request.Builder()
                .url(url)
                .method(wanted.method(), body(wanted))
                .header("user-agent", "factotum");
        wanted.headers().forEach(header -> request.header(header.name(), header.value()));
        return request.build();
    }

    /** The library wants a body with some methods, if only an empty one. */
    private static @Nullable RequestBody body(HttpCall wanted) {
        return wanted.body()
                .map(OneShot::new)
                .orElseGet(() -> BODIED.contains(wanted.method()) ? new OneShot(NOTHING) : null);
    }

    /** A body that the library must not send a second time, whatever it is answered. */
    private static final class OneShot extends RequestBody {
        private final HttpCall.Body body;

        OneShot(HttpCall.Body body) {
            this.body = body;
        }

        @Override
        public @Nullable MediaType contentType() {
            return MediaType.parse(body.type());
        }

        @Override
        public long contentLength() {
            return body.bytes().length;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.write(body.bytes());
        }
    }

    private static Map<String, String> headers(Response response) {
        Map<String, String> headers = new HashMap<>();
        response.headers()
                .forEach(header -> headers.putIfAbsent(header.getFirst().toLowerCase(Locale.ROOT), header.getSecond()));
        return headers;
    }

    private static Unclear unclear(HttpCall wanted, IOException failure, Duration deadline) {
        return failure instanceof InterruptedIOException
                ? new Unclear(Cause.DEADLINE, late(wanted, deadline))
                : new Unclear(Cause.DROPPED, host(wanted) + " broke off before its answer was whole");
    }

    private static String late(HttpCall wanted, Duration deadline) {
        return host(wanted) + " gave no whole answer within " + Math.max(1, deadline.toSeconds()) + " s";
    }

    private static String unreached(HttpCall wanted, IOException failure) {
        return switch (failure) {
            case InterruptedIOException late -> host(wanted) + " could not be reached in time";
            case SSLException unsafe -> "no safe connection to " + host(wanted) + " came about";
            default -> host(wanted) + " cannot be reached";
        };
    }

    private static String host(HttpCall wanted) {
        String origin = Reach.origin(wanted.url());
        return origin.substring(origin.indexOf("//") + 2);
    }
}
