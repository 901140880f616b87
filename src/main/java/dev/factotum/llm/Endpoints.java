package dev.factotum.llm;

import java.util.List;

/** Whom to ask, as the settings have it at present. */
public interface Endpoints {
    /** The places where a provider's models are asked; none where no provider has this name. */
    List<Endpoint> of(String provider);

    /** Models that are tried where those that were wanted do not answer. */
    List<ModelName> fallback();
}
