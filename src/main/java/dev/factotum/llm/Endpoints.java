package dev.factotum.llm;

import java.util.List;

/** Whom to ask, as the settings have it at present. */
public interface Endpoints {
    /** The places that share the calls of a model; none where no provider has this name. They are taken to cost the same. */
    List<Endpoint> of(ModelName model);

    /** Models that are tried where those that were wanted do not answer. */
    List<ModelName> fallback();
}
