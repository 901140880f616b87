package dev.factotum.planted.engine;

import org.jspecify.annotations.Nullable;

final class Injected {
    static int count;

    @Inject
    @Nullable
    String given;
}
