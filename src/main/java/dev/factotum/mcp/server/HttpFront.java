package dev.factotum.mcp.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.factotum.mcp.protocol.StrictJson;
import dev.factotum.world.Clock;
import dev.factotum.world.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server on this machine's own address alone. Whoever has no business here is turned away before a word of theirs is
 * read: another host's name (DNS rebinding), a web page's origin, no token. Only {@code GET /health} needs none.
 */
final class HttpFront implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);
    private static final int AT_ONCE = 64;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    /**
     * What the server of the JDK reads once, at its first use: nothing is read of a request that was refused, and whoever
     * dawdles over one, or holds too many connections, is cut off.
     */
    private static final Map<String, String> LIMITS = Map.of(
            "sun.net.httpserver.drainAmount", "0",
            "sun.net.httpserver.maxReqTime", "60",
            "jdk.httpserver.maxConnections", "256");

    static {
        LIMITS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final Scope scope;
    private final Token token;
    private final Clock clock;
    private final Duration slowest;
    private final McpOverHttp mcp;
    private final Optional<RestRoutes> rest;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Set<String> hosts;

    /** @param port 0 for any that is free; @param slowest how long a body may take */
    HttpFront(
            Scope scope,
            int port,
            Token token,
            Clock clock,
            Duration slowest,
            McpOverHttp mcp,
            Optional<RestRoutes> rest)
            throws IOException {
        this.scope = scope;
        this.token = token;
        this.clock = clock;
        this.slowest = slowest;
        this.mcp = mcp;
        this.rest = rest;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), AT_ONCE);
        this.threads = Threads.perTask("mcp-http", (_, _) -> {});
        this.hosts = Set.of("127.0.0.1:" + port(), "localhost:" + port());
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    void start() {
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange http) throws IOException {
        Exchange exchange = new Exchange(http, slowest);
        boolean place = places.tryAcquire();
        try {
            if (place) {
                guarded(exchange);
            } else {
                refuse(exchange, 503, "Too many requests are under way.", "BUSY");
            }
        } catch (RuntimeException fault) {
            LOG.atError().addKeyValue("path", exchange.path()).setCause(fault).log("fault");
            refuse(exchange, 500, "A fault of ours stopped this request.", "INTERNAL");
        } finally {
            http.close();
            if (place) {
                places.release();
            }
        }
    }

    private void guarded(Exchange exchange) throws IOException {
        String host = exchange.header("Host").toLowerCase(Locale.ROOT);
        if (exchange.several("Host") || !hosts.contains(host)) {
            refuse(exchange, 403, "This server answers to 127.0.0.1 and localhost alone.", "FORBIDDEN_HOST");
            return;
        }
        String origin = exchange.header("Origin").toLowerCase(Locale.ROOT);
        boolean own = origin.isEmpty() || origin.startsWith("http://") && hosts.contains(origin.substring(7));
        if (exchange.several("Origin") || !own) {
            refuse(exchange, 403, "Web pages of other origins are not answered.", "FORBIDDEN_ORIGIN");
            return;
        }
        if (exchange.path().equals("/health")) {
            health(exchange);
            return;
        }
        if (exchange.several("Authorization") || !token.opens(exchange.header("Authorization"))) {
            exchange.with("WWW-Authenticate", "Bearer");
            refuse(exchange, 401, "The token is missing or wrong.", "UNAUTHORIZED");
            return;
        }
        if (exchange.path().equals("/mcp")) {
            mcp.handle(exchange);
        } else if (rest.isEmpty() || !rest.get().handle(exchange)) {
            refuse(exchange, 404, "There is nothing at this address.", "NOT_FOUND");
        }
    }

    private void health(Exchange exchange) throws IOException {
        if (!exchange.method().equals("GET")) {
            exchange.with("Allow", "GET");
            refuse(exchange, 405, "Only GET is answered here.", "METHOD_NOT_ALLOWED");
            return;
        }
        exchange.answer(200, StrictJson.object().put("status", "healthy").put("service", scope.name()));
    }

    private void refuse(Exchange exchange, int status, String why, String code) throws IOException {
        exchange.answer(status, StandardError.of(why, code, clock.instant()));
    }

    /** Takes no more; whoever waits for a person is let go. */
    @Override
    public void close() {
        mcp.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
