package dev.factotum.mcp.server;

import dev.factotum.config.Settings;
import dev.factotum.engine.Assessor.EngineVault;
import dev.factotum.engine.Request;
import dev.factotum.engine.Requests;
import java.io.IOException;
import java.util.Optional;

/** Asks as a call does, without a connection: for tests that stop the program at every operation. */
public final class Requester {
    private Requester() {}

    /** The id of the matter that stands for it, or why there is none. */
    public static String ask(EngineVault parts, Settings settings, Backroom backroom, Request request, String key)
            throws IOException {
        Asking asking = new Asking(parts, new Requests(parts, () -> settings), backroom);
        return switch (asking.ask(request, Optional.of(key).filter(some -> !some.isEmpty()))) {
            case Asking.Asked.Stands stands -> stands.id().value();
            case Asking.Asked.Refused refused -> String.join(" ", refused.faults());
        };
    }
}
