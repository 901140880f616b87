package dev.factotum.login;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.factotum.world.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Where a browser is sent back to after a login (RFC 8252, 7.3): on this machine's own address, for one answer. What does not
 * carry the state of this login is turned away and leaves it waiting.
 */
final class Loopback implements AutoCloseable {
    private static final byte[] LOCAL = {127, 0, 0, 1};
    private static final String PATH = "/callback";
    private static final int BACKLOG = 8;
    private static final int LONGEST_QUERY = 8 * 1024;

    private final HttpServer server;
    private final ExecutorService threads;
    private final String state;
    private final BlockingQueue<Map<String, String>> answers = new ArrayBlockingQueue<>(1);

    /** @param port 0 for any that is free */
    Loopback(int port, String state) throws IOException {
        this.state = state;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOCAL), port), BACKLOG);
        this.threads = Threads.perTask("login", (_, _) -> {});
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String redirect() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
    }

    /** The parameters that the provider sent along; empty where nothing came in time. */
    Optional<Map<String, String>> await(Duration most) throws InterruptedException {
        return Optional.ofNullable(answers.poll(most.toNanos(), TimeUnit.NANOSECONDS));
    }

    private void handle(HttpExchange http) throws IOException {
        try (http) {
            String query = http.getRequestURI().getRawQuery();
            boolean ours = http.getRequestMethod().equals("GET")
                    && http.getRequestURI().getPath().equals(PATH)
                    && query != null
                    && query.length() <= LONGEST_QUERY;
            if (!ours) {
                page(http, 404, "There is nothing here", "This address only waits for a login to come back.");
                return;
            }
            Map<String, String> answer = parameters(query);
            if (!same(answer.getOrDefault("state", ""), state)) {
                page(http, 400, "This login is not the one that was begun", "Go back to the terminal and start again.");
            } else if (!answers.offer(answer)) {
                page(http, 409, "This login was answered already", "Go back to the terminal.");
            } else if (answer.containsKey("error")) {
                page(http, 200, "Nothing was allowed", "The terminal says what to do next. You can close this page.");
            } else {
                page(http, 200, "Done", "Go back to the terminal: it checks the login now. You can close this page.");
            }
        }
    }

    /** Takes as long for a wrong one as for the right one. */
    private static boolean same(String given, String wanted) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> found = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                try {
                    found.putIfAbsent(
                            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException odd) {
                    continue;
                }
            }
        }
        return found;
    }

    /** Nothing of the request stands in it. */
    private static void page(HttpExchange http, int status, String title, String words) throws IOException {
        byte[] page = ("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>" + title
                        + "</title><body style=\"font:18px sans-serif;margin:15vh auto;max-width:32em\"><h1>" + title
                        + "</h1><p>" + words + "</p></body></html>")
                .getBytes(StandardCharsets.UTF_8);
        http.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        http.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        http.getResponseHeaders().set("Cache-Control", "no-store");
        http.getResponseHeaders().set("Referrer-Policy", "no-referrer");
        http.sendResponseHeaders(status, page.length);
        http.getResponseBody().write(page);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
