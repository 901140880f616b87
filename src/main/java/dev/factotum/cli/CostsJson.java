package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.llm.Costs;
import dev.factotum.llm.Costs.By;
import dev.factotum.llm.Costs.Span;
import dev.factotum.llm.Prices;
import dev.factotum.llm.Usage;
import dev.factotum.llm.WhatIf;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;

/** What models cost, for programs: exact amounts by currency. */
final class CostsJson {
    private final Out out;

    CostsJson(Out out) {
        this.out = out;
    }

    ObjectNode of(Costs costs, CostsText.Supposed supposed) {
        ObjectNode object = out.object("costs").put("day", costs.today().toString());
        for (Span span : Span.values()) {
            put(object.putObject(word(span)), costs.all(span));
        }
        money(object.putObject("projection"), costs.projection());
        ObjectNode groups = object.putObject("by");
        for (By by : By.values()) {
            ArrayNode names = groups.putArray(by.name().toLowerCase(Locale.ROOT));
            costs.by(by).forEach((name, spans) -> {
                ObjectNode one = names.addObject().put("name", name);
                spans.forEach((span, usage) -> put(one.putObject(word(span)), usage));
            });
        }
        ArrayNode limits = object.putArray("rateLimits");
        costs.limited().forEach((provider, spans) -> {
            ObjectNode one = limits.addObject().put("provider", provider);
            spans.forEach((span, count) -> one.put(word(span), count));
        });
        ArrayNode unpriced = object.putArray("unpriced");
        costs.unpriced(new Prices(supposed.spend().prices())).forEach(unpriced::add);
        supposed.whatIf().ifPresent(whatIf -> whatIf(object.putObject("whatIf"), whatIf, supposed));
        return object;
    }

    private static void whatIf(ObjectNode into, WhatIf whatIf, CostsText.Supposed supposed) {
        into.put("agents", whatIf.agents())
                .put("calls", whatIf.calls())
                .put("cycleSeconds", whatIf.cycle().toSeconds())
                .put("callsACycle", whatIf.aCycle())
                .put("callsAnHour", whatIf.anHour())
                .put("callsADay", whatIf.aDay())
                .put("callsAMonth", whatIf.aMonth())
                .put("tokensIn", whatIf.tokensIn())
                .put("tokensOut", whatIf.tokensOut());
        ArrayNode models = into.putArray("models");
        for (CostsText.Priced one : supposed.models()) {
            ObjectNode model = models.addObject().put("model", one.model().toString());
            one.price()
                    .map(whatIf::costs)
                    .ifPresent(amount -> model.put("cost", amount.value()).put("currency", amount.currency()));
        }
    }

    private static String word(Span span) {
        return span.name().toLowerCase(Locale.ROOT);
    }

    private static void put(ObjectNode into, Usage usage) {
        into.put("calls", usage.calls()).put("tokens", usage.tokens()).put("unpriced", usage.unpriced());
        money(into.putObject("cost"), usage.money());
    }

    private static void money(ObjectNode into, Map<String, BigDecimal> money) {
        money.forEach(into::put);
    }
}
