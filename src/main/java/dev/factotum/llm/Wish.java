package dev.factotum.llm;

import dev.factotum.config.SpendSettings.Price;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One call that is wanted, before anything is decided. @param endpoints where its model can be asked; at least one */
record Wish(
        Prompt.Payer payer,
        Purpose purpose,
        ModelName model,
        List<Endpoint> endpoints,
        Estimate estimate,
        int attempt) {
    Wish {
        endpoints = List.copyOf(endpoints);
    }

    /** Endpoints of one provider cost the same; where one is free, all are. */
    boolean free() {
        return endpoints.stream().allMatch(Endpoint::free);
    }

    Reservation reservation(
            String id, Holder holder, Instant now, Instant until, Endpoint where, Optional<Price> price) {
        return new Reservation(
                id,
                holder,
                now,
                until,
                payer,
                purpose.word(),
                model,
                where.name(),
                attempt,
                estimate.input(),
                estimate.output(),
                price.map(row -> Prices.most(row, estimate.input(), estimate.output())));
    }
}
