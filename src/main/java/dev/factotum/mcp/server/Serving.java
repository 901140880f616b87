package dev.factotum.mcp.server;

import dev.factotum.config.Settings;
import dev.factotum.engine.Assessor.EngineVault;
import dev.factotum.engine.Requests;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Supplier;

/** A vault, served. The only way into this package for those who start it. Thread-safe. */
public final class Serving {
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

    Dialogue dialogue(Scope scope) {
        List<Offer> own = new OwnOffers(asking, reading).all();
        if (!scope.channels().isEmpty()) {
            own = own.stream()
                    .filter(offer -> OwnOffers.OF_EVERY_SERVER.contains(offer.info().name()))
                    .toList();
        }
        Offers offers = new Offers(parts.toolbox(), asking, own, scope);
        return new Dialogue(scope, offers, new Books(shelf), new Persons(settings, shelf));
    }

    Reading reading() {
        return reading;
    }

    dev.factotum.world.World world() {
        return parts.vault().world();
    }
}
