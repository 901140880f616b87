package dev.factotum.mcp.server;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Opens a server over HTTP that loses its patience sooner. */
public final class Doors {
    private Doors() {}

    public static Fronts open(Serving serving, Scope scope, Token token, Duration slowest) throws IOException {
        Fronts fronts = new Fronts();
        serving.front(fronts, scope, Optional.empty(), 0, token, slowest);
        return fronts;
    }
}
