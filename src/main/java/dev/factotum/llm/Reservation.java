package dev.factotum.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.config.Settings.Amount;
import java.time.Instant;
import java.util.Optional;

/**
 * A call that may be under way, with the most it can use. It stands in the book before the call is made, so that a process
 * which dies over it leaves something to count.
 *
 * @param until from then on it is taken for lost, whatever became of its process
 * @param input tokens that go in at most
 * @param output tokens that come out at most
 * @param cost at most; empty where nobody knows the price
 */
record Reservation(
        String id,
        Holder holder,
        Instant at,
        Instant until,
        Prompt.Payer payer,
        String purpose,
        ModelName model,
        String endpoint,
        int attempt,
        long input,
        long output,
        Optional<Amount> cost) {
    /** What is counted where nobody heard how it ended: its bounds. */
    UsageLine lost(Instant now, String outcome, long ms) {
        return new UsageLine(
                id, now, payer, purpose, model, endpoint, input, output, 0, 0, cost, true, ms, outcome, attempt, "");
    }

    ObjectNode json() {
        ObjectNode node = Json.object()
                .put("id", id)
                .put("at", at.toString())
                .put("until", until.toString())
                .put("agent", payer.agent())
                .put("client", payer.client().orElse(""))
                .put("matter", payer.matter().orElse(""))
                .put("purpose", purpose)
                .put("provider", model.provider())
                .put("model", model.model())
                .put("endpoint", endpoint)
                .put("attempt", attempt)
                .put("in", input)
                .put("out", output);
        cost.ifPresent(amount -> node.put("cost", amount.value()).put("currency", amount.currency()));
        node.set("holder", holder.json());
        return node;
    }

    static Reservation of(JsonNode node) {
        Optional<String> currency = Json.maybe(node, "currency");
        return new Reservation(
                node.path("id").asText(),
                Holder.of(node.path("holder")),
                Json.instant(node, "at").orElse(Instant.EPOCH),
                Json.instant(node, "until").orElse(Instant.EPOCH),
                new Prompt.Payer(
                        node.path("agent").asText(),
                        Json.maybe(node, "client").filter(name -> !name.isEmpty()),
                        Json.maybe(node, "matter").filter(name -> !name.isEmpty())),
                node.path("purpose").asText(),
                new ModelName(node.path("provider").asText(), node.path("model").asText()),
                node.path("endpoint").asText(),
                node.path("attempt").asInt(),
                node.path("in").asLong(),
                node.path("out").asLong(),
                Json.decimal(node, "cost").flatMap(value -> currency.map(unit -> new Amount(value, unit))));
    }
}
