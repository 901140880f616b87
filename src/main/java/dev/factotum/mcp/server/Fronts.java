package dev.factotum.mcp.server;

import java.util.ArrayList;
import java.util.List;

/** Servers over HTTP that run until they are closed. */
public final class Fronts implements AutoCloseable {
    private final List<HttpFront> fronts = new ArrayList<>();
    private final List<Address> addresses = new ArrayList<>();

    /** Where one of them answers. */
    public record Address(String name, int port) {}

    void add(String name, HttpFront front) {
        fronts.add(front);
        addresses.add(new Address(name, front.port()));
    }

    public List<Address> addresses() {
        return List.copyOf(addresses);
    }

    @Override
    public void close() {
        fronts.forEach(HttpFront::close);
    }
}
