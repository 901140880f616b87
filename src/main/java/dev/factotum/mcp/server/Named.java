package dev.factotum.mcp.server;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The five named servers, each with its port and the channels whose tools it offers. */
public enum Named {
    EMAIL(8080, "email"),
    BROWSER(8081, "browser"),
    ODOO(8082, "odoo"),
    X(8083, "x"),
    META(8084, "facebook instagram threads");

    private final int port;
    private final String channels;

    Named(int port, String channels) {
        this.port = port;
        this.channels = channels;
    }

    public int port() {
        return port;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Named> of(String word) {
        return Arrays.stream(values())
                .filter(one -> one.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(Named::word).toList();
    }

    public Scope scope() {
        return new Scope(word(), Set.of(channels.split(" ", -1)), false, false);
    }
}
