package dev.factotum.llm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.config.Settings.Amount;
import java.time.Instant;
import java.util.Optional;

/**
 * What one attempt at a call used: one line of {@code .agent/usage/YYYY-MM-DD.ndjson}.
 *
 * @param id tells the attempt from every other; whoever counts lines counts each id once
 * @param t when it ended
 * @param in all tokens that went in
 * @param cached of these, read from the provider's cache
 * @param written of these, written into it
 * @param cost empty where nobody knows the price
 * @param estimated true where nobody was there to hear what it used, or nobody said it: then these are the bounds set before
 * @param attempt counted over all models of one question
 * @param request the provider's own id of it
 */
public record UsageLine(
        String id,
        Instant t,
        Prompt.Payer payer,
        String purpose,
        ModelName model,
        String endpoint,
        long in,
        long out,
        long cached,
        long written,
        Optional<Amount> cost,
        boolean estimated,
        long ms,
        String outcome,
        int attempt,
        String request) {
    static final String OK = "ok";
    static final String RATE_LIMITED = "rate_limited";

    public long tokens() {
        return in + out;
    }

    public boolean answered() {
        return outcome.equals(OK);
    }

    /** The provider, or we ourselves for it, had no room for the call. */
    public boolean rateLimited() {
        return outcome.equals(RATE_LIMITED);
    }

    /** As it stands in the file, without line break. */
    String text() {
        ObjectNode line = Json.object()
                .put("t", t.toString())
                .put("agent", payer.agent())
                .put("client", payer.client().orElse(""))
                .put("matter", payer.matter().orElse(""))
                .put("purpose", purpose)
                .put("provider", model.provider())
                .put("model", model.model())
                .put("in", in)
                .put("out", out)
                .put("cached", cached);
        if (written > 0) {
            line.put("written", written);
        }
        cost.ifPresent(amount -> line.put("cost", amount.value()).put("currency", amount.currency()));
        if (estimated) {
            line.put("estimated", true);
        }
        line.put("ms", ms).put("outcome", outcome).put("attempt", attempt);
        if (!endpoint.equals(model.provider())) {
            line.put("endpoint", endpoint);
        }
        if (!request.isEmpty()) {
            line.put("request", request);
        }
        return Json.text(line.put("id", id));
    }

    /** Empty where the text is no such line. */
    static Optional<UsageLine> parse(String text) {
        return Json.read(text).flatMap(line -> {
            Optional<Instant> t = Json.instant(line, "t");
            Optional<String> id = Json.maybe(line, "id");
            String provider = line.path("provider").asText();
            String model = line.path("model").asText();
            if (t.isEmpty() || id.isEmpty() || provider.isBlank() || model.isBlank()) {
                return Optional.empty();
            }
            Optional<String> currency = Json.maybe(line, "currency");
            return Optional.of(new UsageLine(
                    id.get(),
                    t.get(),
                    new Prompt.Payer(
                            line.path("agent").asText(),
                            Json.maybe(line, "client").filter(name -> !name.isEmpty()),
                            Json.maybe(line, "matter").filter(name -> !name.isEmpty())),
                    line.path("purpose").asText(),
                    new ModelName(provider, model),
                    Json.maybe(line, "endpoint").orElse(provider),
                    line.path("in").asLong(),
                    line.path("out").asLong(),
                    line.path("cached").asLong(),
                    line.path("written").asLong(),
                    Json.decimal(line, "cost").flatMap(value -> currency.map(unit -> new Amount(value, unit))),
                    line.path("estimated").asBoolean(),
                    line.path("ms").asLong(),
                    line.path("outcome").asText(),
                    line.path("attempt").asInt(),
                    line.path("request").asText()));
        });
    }

    /** The word for how a call ended. */
    static String outcome(CallEnd end) {
        return end.failed()
                .map(failure -> switch (failure) {
                    case ModelFault.Transient fault -> "transient";
                    case ModelFault.RateLimited fault -> RATE_LIMITED;
                    case ModelFault.Billing fault -> "billing";
                    case ModelFault.Auth fault -> "auth";
                    case ModelFault.Permission fault -> "permission";
                    case ModelFault.Invalid fault -> "invalid";
                    case ModelFault.TooLong fault -> "too_long";
                    case ModelFault.Refused fault -> "refused";
                    case ModelFault.Unusable fault -> "unusable";
                })
                .orElse(OK);
    }
}
