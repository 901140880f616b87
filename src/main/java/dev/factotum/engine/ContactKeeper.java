package dev.factotum.engine;

import java.io.IOException;
import java.util.Optional;

/** Keeps an address that a person ticked to be remembered. */
@FunctionalInterface
public interface ContactKeeper {
    void remember(String address, Optional<String> client) throws IOException;
}
