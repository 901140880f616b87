package dev.factotum.mcp.server;

import dev.factotum.config.Settings;
import dev.factotum.engine.Assessor.EngineVault;
import dev.factotum.engine.Requests;
import dev.factotum.world.World;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A vault, served. The only way into this package for those who start it. Thread-safe. */
public final class Serving {
    /** How long the body of a request may take. */
    private static final Duration SLOWEST = Duration.ofSeconds(30);

    private final EngineVault parts;
    private final Supplier<Settings> settings;
    private final Asking asking;
    private final Reading reading;
    private final Shelf shelf;

    public Serving(EngineVault parts, Supplier<Settings> settings, Backroom backroom) {
        this.parts = parts;
        this.settings = settings;
        this.shelf = new Shelf(parts.vault());
        this.asking = new Asking(parts, new Requests(parts, settings), backroom);
        this.reading = new Reading(parts.vault(), shelf, backroom);
    }

    /** Serves one client until its input ends. */
    public void stdio(Scope scope, InputStream in, OutputStream out) throws IOException {
        new Stdio(dialogue(scope), in, out).serve();
    }

    /** Serves everything in this scope over HTTP, at /mcp. @param port 0 for any that is free */
    public Fronts http(Scope scope, int port, Token token) throws IOException {
        Fronts fronts = new Fronts();
        front(fronts, scope, Optional.empty(), port, token, SLOWEST);
        return fronts;
    }

    /** Serves named servers over HTTP, each with /mcp and its own addresses. @param ports one for each */
    public Fronts http(List<Named> servers, List<Integer> ports, Token token) throws IOException {
        Fronts fronts = new Fronts();
        try {
            for (int i = 0; i < servers.size(); i++) {
                Named named = servers.get(i);
                front(fronts, named.scope(), Optional.of(named), ports.get(i), token, SLOWEST);
            }
        } catch (IOException taken) {
            fronts.close();
            throw taken;
        }
        return fronts;
    }

    void front(Fronts fronts, Scope scope, Optional<Named> named, int port, Token token, Duration slowest)
            throws IOException {
        World world = parts.vault().world();
        Dialogue dialogue = dialogue(scope);
        HttpFront front = new HttpFront(
                scope,
                port,
                token,
                world.clock(),
                slowest,
                new McpOverHttp(dialogue, world),
                named.map(one -> new RestRoutes(one, dialogue, reading, world.clock())));
        front.start();
        fronts.add(scope.name(), front);
    }

    private Dialogue dialogue(Scope scope) {
        OwnOffers office = new OwnOffers(asking, reading);
        List<Offer> own = office.all();
        if (!scope.channels().isEmpty()) {
            own = own.stream()
                    .filter(offer ->
                            OwnOffers.OF_EVERY_SERVER.contains(offer.info().name()))
                    .toList();
        }
        Offers offers =
                new Offers(parts.toolbox(), asking, own, scope, parts.vault().world());
        return new Dialogue(scope, offers, new Books(shelf), new Persons(settings, shelf), office.handing());
    }
}
