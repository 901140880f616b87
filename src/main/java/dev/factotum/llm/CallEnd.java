package dev.factotum.llm;

import java.util.Optional;

/** How one call of a provider ended, whatever it was asked for. */
public sealed interface CallEnd permits Reply, Embedding {
    /** What was used and is to be paid, also where nothing usable came. */
    TokenUse use();

    /** The provider's id of the request, for its support; empty where none was told. */
    String requestId();

    /** Why nothing usable came; empty where it did. */
    Optional<ModelFault> failed();
}
